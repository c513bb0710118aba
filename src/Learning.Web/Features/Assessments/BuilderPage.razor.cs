using Learning.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Assessments;

/// <summary>One assessment on one page. What is written is saved by itself; what is published is frozen.</summary>
public sealed partial class BuilderPage : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    [Parameter] public Guid Id { get; set; }
    /// <summary>Numbers of the revisions that are compared.</summary>
    [SupplyParameterFromQuery(Name = "from")] public int? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public int? To { get; set; }
    [Inject] private PlanDesk Desk { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private AssessmentView? view, newer;
    private PlanDraft draft = new();
    private IJSObjectReference? module;
    private ElementReference root;
    private Guid? loaded;
    private string? refusal, said, opensHere, closesHere, focus;
    private int edit, saved;
    private bool missing, saving, publishing;

    private bool CanAct => RendererInfo.IsInteractive && !publishing;

    private bool Dirty => edit != saved;

    private string State => this switch
    {
        { refusal: { } why } => why,
        { newer: not null } => "Not saved",
        { saving: true } => "Saving",
        { Dirty: true } => "Not saved yet",
        { said: { } what } => what,
        _ => $"Saved {When.Say(view!.UpdatedAt, Time.GetUtcNow())}",
    };

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == Id)
            return;
        loaded = Id;
        view = await Desk.OpenAsync(Id, gone.Token);
        missing = view is null;
        if (view is not null)
            draft = PlanDraft.Of(view.Name, view.Plan);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (module is null && view is not null && RendererInfo.IsInteractive)
        {
            module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./Features/Assessments/BuilderPage.razor.js");
            await module.InvokeVoidAsync("mount", gone.Token, root);
            await SayTimesHereAsync();
            StateHasChanged();
        }
        if (focus is { } id && module is not null)
        {
            focus = null;
            await module.InvokeVoidAsync("focus", gone.Token, id);
        }
    }

    private void Changed()
    {
        (refusal, said) = (null, null);
        _ = SaveLaterAsync(++edit);
    }

    private async Task TimesChangedAsync()
    {
        Changed();
        await SayTimesHereAsync();
    }

    private Task FocusAsync(string id)
    {
        focus = id;
        return Task.CompletedTask;
    }

    private async Task SayTimesHereAsync()
    {
        if (module is not null)
            (opensHere, closesHere) = (await module.InvokeAsync<string?>("here", gone.Token, draft.OpensAt), await module.InvokeAsync<string?>("here", gone.Token, draft.ClosesAt));
    }

    public async ValueTask DisposeAsync()
    {
        if (Dirty && view is not null)
            await Desk.SaveAsync(Id, draft.Name, draft.Plan(), view.Version, CancellationToken.None);
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }
    }
}
