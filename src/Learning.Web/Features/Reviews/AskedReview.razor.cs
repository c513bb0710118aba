using Learning.Grading;
using Learning.Web.Components;
using Learning.Web.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Reviews;

/// <summary>Ask, withdraw, read, answer: a review as its learner has it.</summary>
public sealed partial class AskedReview : IAsyncDisposable
{
    [Parameter, EditorRequired] public ReviewSubject Subject { get; set; } = null!;
    /// <summary>Where the evidence stands that marks cite.</summary>
    [Parameter, EditorRequired] public string Page { get; set; } = "";
    [Parameter] public Func<string, bool> Resolves { get; set; } = _ => false;
    /// <summary>The code, for the lines that threads stand at.</summary>
    [Parameter] public string Source { get; set; } = "";
    /// <summary>Asking is the next thing to do here.</summary>
    [Parameter] public bool Primary { get; set; }
    /// <summary>Whether one can be asked for now, each time that it was read.</summary>
    [Parameter] public EventCallback<bool> OnMayAsk { get; set; }
    [Inject] private IReviewRequestDesk Desk { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private AskedView? view;
    private ReviewKeys? keys;
    private IDisposable? watch;
    private ReviewSubject? loaded;
    private Guid? answering;
    private string? refusal, show;
    private bool busy, shown;

    private bool IsThere => view is not null && (view.Review is not null || view.MayAsk);

    private (string Glyph, string Tone) Look => view!.Review!.State switch { ReviewState.Approved => ("v-pass", "pass"), ReviewState.ChangesAsked => ("v-over", "over"), ReviewState.Claimed => ("v-live", "acc"), _ => ("v-none", "dim") };

    private string Standing => view!.Review! switch
    {
        { State: ReviewState.Approved, DecidedAt: { } at } => $"Approved {When.Say(at, Time.GetUtcNow())}.",
        { State: ReviewState.ChangesAsked, DecidedAt: { } at } => $"Changes asked for {When.Say(at, Time.GetUtcNow())}. The open threads say which.",
        { State: ReviewState.Claimed } review => $"{review.Holder ?? "A mentor"} is reading it now.",
        { Ahead: 0 } review => $"It is next. Asked for {When.Say(review.RequestedAt, Time.GetUtcNow())}.",
        { Ahead: { } ahead } review => $"It waits for a mentor, {Say.Of(ahead, "request", "requests")} before it. Asked for {When.Say(review.RequestedAt, Time.GetUtcNow())}.",
        _ => "It waits for a mentor.",
    };

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == Subject)
            return;
        loaded = Subject;
        await ReadAsync();
        if (RendererInfo.IsInteractive && watch is null)
            watch = await Desk.WatchAsync(() => InvokeAsync(RefreshAsync));
        if (gone.IsCancellationRequested)
            watch?.Dispose(); // left while it was about to watch
    }

    /// <summary>Who is led here finds it once it is loaded.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!shown && IsThere)
        {
            shown = true;
            if (new Uri(Navigation.Uri).Fragment == "#review")
                show = "review";
        }
        if (show is not { } element)
            return;
        show = null;
        keys ??= await ReviewKeys.MountAsync(Js, null, gone.Token);
        await keys.ShowAsync(element, gone.Token);
    }

    /// <summary>Into view, and into focus.</summary>
    public void Show()
    {
        show = "review";
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        view = await Desk.FindAsync(Subject, gone.Token);
        await OnMayAsk.InvokeAsync(view?.MayAsk == true);
    }

    private async Task RefreshAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private string? LineOf(int line) => Source.ReplaceLineEndings("\n").Split('\n') is var lines && line <= lines.Length && lines[line - 1].Trim() is { Length: > 0 } code ? code : null;

    private RenderFragment Field => builder =>
    {
        builder.OpenComponent<Composer>(0);
        builder.AddComponentParameter(1, nameof(Composer.Id), "answer");
        builder.AddComponentParameter(2, nameof(Composer.Typed), Typed(answering));
        builder.AddComponentParameter(3, nameof(Composer.Label), "Answer");
        builder.AddComponentParameter(4, nameof(Composer.Verb), "Answer");
        builder.AddComponentParameter(5, nameof(Composer.Refusal), refusal);
        builder.AddComponentParameter(6, nameof(Composer.Busy), busy);
        builder.AddComponentParameter(7, nameof(Composer.OnSend), EventCallback.Factory.Create<string>(this, SendAsync));
        builder.AddComponentParameter(8, nameof(Composer.OnCancel), EventCallback.Factory.Create(this, () => answering = null));
        builder.CloseComponent();
    };

    private static string Typed(Guid? thread) => $"answer:{thread}";

    private void Answer(Guid thread) => (answering, refusal, show) = (thread, null, "answer");

    private async Task SendAsync(string field)
    {
        keys ??= await ReviewKeys.MountAsync(Js, null, gone.Token);
        var text = await keys.TextAsync(field, gone.Token);
        if (answering is not { } thread || !await ActAsync(() => Desk.AnswerAsync(view!.Review!.Id, thread, text, gone.Token)))
            return;
        await keys.ForgetAsync(Typed(thread), gone.Token);
        answering = null;
    }

    private async Task<bool> ActAsync(Func<Task<string?>> act)
    {
        if (busy)
            return false;
        busy = true;
        refusal = await act();
        await ReadAsync();
        busy = false;
        return refusal is null;
    }

    public async ValueTask DisposeAsync()
    {
        watch?.Dispose();
        await gone.CancelAsync();
        if (keys is not null)
            await keys.DisposeAsync();
        gone.Dispose();
    }
}
