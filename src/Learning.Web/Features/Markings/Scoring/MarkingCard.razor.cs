using System.Globalization;
using Learning.Web.Features.Reviews;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Markings.Scoring;

/// <summary>One marker's rubric. Every act is kept at once; acts and keys are taken one after the other, so that a quick hand loses none.</summary>
public sealed partial class MarkingCard : IAsyncDisposable
{
    [Parameter, EditorRequired] public MarkingView View { get; set; } = null!;
    /// <summary>The page reads everything again.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }
    [Inject] private MarkingDesk Desk { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private Task pressed = Task.CompletedTask;
    private ElementReference root;
    private IJSObjectReference? module, listening;
    private DotNetObjectReference<MarkingCard>? self;
    private string? refusal, said, talkKey, talkNote;
    private int at, talkScore;
    private bool talking;

    private bool Off => !RendererInfo.IsInteractive;
    private IReadOnlyList<RubricLine> TalkRows => View.Untalked.Count > 0 ? View.Untalked : View.Rubric;

    protected override void OnParametersSet()
    {
        if (TalkRows.All(row => row.Key != talkKey))
            (talkKey, talkScore) = (TalkRows.Count > 0 ? TalkRows[0].Key : null, TalkRows.Count > 0 ? (int)Math.Round(View.Settled(TalkRows[0].Key) ?? 0) : 0);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./Features/Markings/Scoring/MarkingCard.razor.js");
        listening = await module.InvokeAsync<IJSObjectReference>("listen", gone.Token, self, root);
    }

    [JSInvokable]
    public Task PressAsync(string key) => InvokeAsync(() => pressed = AfterAsync(pressed, key));

    private async Task AfterAsync(Task before, string key)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing); // it has shown its own failure
        if (!View.MayMark || View.Rubric.Count == 0)
            return;
        if (key is "j" or "k")
            at = Math.Clamp(at + (key == "j" ? 1 : -1), 0, View.Rubric.Count - 1);
        else if (int.TryParse(key, CultureInfo.InvariantCulture, out var score))
            await ScoreAsync(at, score);
        StateHasChanged();
    }

    private async Task ScoreAsync(int index, int score)
    {
        var row = View.Rubric[index];
        if (await ActAsync(() => Desk.ScoreAsync(View.Sitting, View.Mine?.Version, row.Key, new(score, View.Mine?.Scores.GetValueOrDefault(row.Key)?.Note ?? ""), gone.Token), $"{row.Title}: {score} of 4, kept."))
            at = Math.Min(index + 1, View.Rubric.Count - 1);
    }

    private Task<bool> NoteAsync(int index, string? note)
    {
        var row = View.Rubric[index];
        return ActAsync(() => Desk.ScoreAsync(View.Sitting, View.Mine?.Version, row.Key, new(View.Mine?.Scores.GetValueOrDefault(row.Key)?.Score, note ?? ""), gone.Token), "Note kept.");
    }

    /// <summary>The second click of two finds it signed.</summary>
    private Task<bool> SignAsync() => ActAsync(() => View.Mine?.SignedAt is null ? Desk.SignAsync(View.Sitting, View.Mine?.Version ?? 0, gone.Token) : Task.FromResult(ActOutcome.Done), "Signed.", isLast: true);

    private Task<bool> GiveUpAsync() => ActAsync(() => Desk.GiveUpAsync(View.Sitting, gone.Token), "Thrown away.");

    private async Task TalkAsync()
    {
        if (talking)
            return; // the second click of two
        talking = true;
        try
        {
            if (await ActAsync(() => Desk.TalkAsync(View.Sitting, talkKey ?? "", talkScore, talkNote, gone.Token), "Kept."))
                talkNote = null;
        }
        finally
        {
            talking = false;
        }
    }

    /// <summary>
    /// An act that waits for its turn is made of what the one before it left. When that was refused, the sentence stays in sight, and the last act of all
    /// is not done: nobody signs without the note that they have just written.
    /// </summary>
    private async Task<bool> ActAsync(Func<Task<ActOutcome>> act, string done, bool isLast = false)
    {
        var waits = turn.CurrentCount == 0;
        await turn.WaitAsync(gone.Token);
        try
        {
            var before = waits ? refusal : null;
            if (isLast && before is not null)
                return false;
            var outcome = await act();
            (refusal, said) = (outcome.Refusal ?? before, outcome.Refusal is null ? done : null);
            await OnChanged.InvokeAsync();
            return outcome.Refusal is null;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (listening is not null)
            {
                await listening.InvokeVoidAsync("stop");
                await listening.DisposeAsync();
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
