using Learning.Grading.Incidents.Postmortems;
using Learning.Web.Components;
using Learning.Web.Features.Incidents.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>Writing what happened, with the session's evidence beside it. Texts live in the browser and are fetched as bytes when they have changed.</summary>
public sealed partial class PostmortemPage : IAsyncDisposable
{
    /// <summary>Six sections of the longest length, in UTF-8 with JSON around it.</summary>
    private const int MostBytes = 1024 * 1024;

    [Parameter] public string Slug { get; set; } = "";
    [Parameter] public Guid Id { get; set; }
    [Inject] private PostmortemDesk Desk { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private PostmortemView? view;
    private IncidentRow? empty;
    private PostmortemText? newer;
    private Dictionary<string, string> text = new(StringComparer.Ordinal);
    private IJSObjectReference? module, editor;
    private DotNetObjectReference<PostmortemPage>? self;
    private ElementReference root;
    private (string, Guid) loaded;
    private string? picking, refusal;
    private bool missing, saving, confirming, dirty;

    private bool ReadOnly => view!.Text.HandedInAt is not null;

    private string State => this switch
    {
        { saving: true } => "Saving",
        { refusal: { } why } => why,
        { newer: not null } => "Not saved: another tab is newer",
        { dirty: true } => "Not saved yet",
        { view.Text.HandedInAt: { } at } => $"Handed in {When.Say(at, Time.GetUtcNow())}",
        { view.Text.UpdatedAt: { } at } => $"Saved {When.Say(at, Time.GetUtcNow())}",
        _ => "Nothing written yet",
    };

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Slug, Id))
            return;
        loaded = (Slug, Id);
        view = await Desk.OpenAsync(Slug, Id, gone.Token);
        empty = view is null ? await Desk.EmptyAsync(Slug, Id, gone.Token) : null;
        missing = view is null && empty is null;
        if (view is not null)
            Take(view.Text);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (self is not null || view is null || ReadOnly)
            return;
        self = DotNetObjectReference.Create(this);
        module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./Features/Incidents/Postmortem/PostmortemPage.razor.js");
        editor = await module.InvokeAsync<IJSObjectReference>("mount", gone.Token, root, self, new { id = Id, version = view.Text.Version });
    }

    private void Take(PostmortemText kept)
    {
        view = view! with { Text = kept };
        text = new(kept.Sections, StringComparer.Ordinal);
        Check();
    }

    /// <summary><c>/</c> in a text, or the button.</summary>
    [JSInvokable]
    public Task PickAsync(string section)
    {
        picking = picking == section ? null : section;
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task ChosenAsync((string Section, string Mark) chosen)
    {
        picking = null;
        if (editor is null)
            return;
        if (chosen.Mark.Length > 0)
            await editor.InvokeVoidAsync("insert", gone.Token, chosen.Section, $"[{chosen.Mark}] ");
        else
            await editor.InvokeVoidAsync("focus", gone.Token, chosen.Section);
    }

    private async Task InsertAsync(string mark)
    {
        if (editor is not null)
            await editor.InvokeVoidAsync("insert", gone.Token, null, $"[{mark}] ");
    }

    private async Task FillAsync()
    {
        if (editor is not null)
            await editor.InvokeVoidAsync("append", gone.Token, PostmortemSections.Timeline, PostmortemTimeline.Of(view!.Session.Record));
    }

    private async Task PrintAsync()
    {
        module ??= await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./Features/Incidents/Postmortem/PostmortemPage.razor.js");
        await module.InvokeVoidAsync("print", gone.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (editor is not null)
            {
                await editor.InvokeVoidAsync("stop");
                await editor.DisposeAsync();
            }
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }
        self?.Dispose();
    }
}
