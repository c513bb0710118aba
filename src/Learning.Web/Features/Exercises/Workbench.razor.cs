using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Grading.Traces;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Exercises;

/// <summary>Brief, editor and result side by side. What is shown is the address: the exercise, ?attempt= and the evidence mark.</summary>
public sealed partial class Workbench : IAsyncDisposable
{
    private static readonly (int, string)[] Panes = [(1, "Brief"), (2, "Code"), (3, "Result")];

    [Parameter] public string Slug { get; set; } = "";
    [Parameter] public Guid? Attempt { get; set; }
    [Parameter] public BenchRules Rules { get; set; } = BenchRules.Learning;
    /// <summary>Another desk than the learner's own.</summary>
    [Parameter] public IExerciseDesk? At { get; set; }
    /// <summary>Something was handed in, or graded.</summary>
    [Parameter] public EventCallback<AttemptView> OnAttempt { get; set; }
    [Inject] private IExerciseDesk Own { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private ILogger<Workbench> Logger { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    private readonly CancellationTokenSource gone = new();
    private WorkbenchView? view;
    private AttemptView? current;
    private readonly TaskCompletionSource<EditorBridge> standing = new();
    private EditorBridge? bridge;
    private IDisposable? watch;
    private ITimer? clock;
    private string tab = "result";
    private string? selected, refusal, undo, file, loaded, unsaved;
    private TimeSpan elapsed;
    private DateTimeOffset? savedAt;
    private bool missing, edited, sending, isStaff;
    private int pane = 2;
    private DatabaseState database;
    private string? paused;

    private enum DatabaseState { Unknown, Starting, Ready, Missing }

    private IExerciseDesk Desk => At ?? Own;
    private bool Sql => view?.Exercise.Language == ExerciseLanguage.Sql;
    private bool Busy => sending || current?.Waiting == true || view?.Unmet is not null || Rules.Closed is not null;
    private string TrackName => view is null ? "" : Wording.Title(view.Exercise.Track);
    private string? NotSaved => unsaved is null ? null : $"Not saved: {unsaved}; it is kept in this browser";
    private string Saved => edited ? "Saving the draft" : NotSaved ?? (savedAt is not null ? "Draft saved" : "");
    private string Address => Rules.Address ?? $"/exercises/{Slug}";
    private string Page => current is null ? Address : $"{Address}?attempt={current.Id}";
    private EvidenceOpener Opener => new(Page, selected, OpenEvidenceAsync, EvidenceWords.Of(current?.Report));
    private IEnumerable<Diagnostic> Messages => current?.Report?.Outcome.Diagnostics ?? [];
    private int Errors => Messages.Count(StoppedFacts.IsError);
    private string StateTone => current?.Report is null ? "dim" : Errors > 0 ? "wrong" : "pass";
    private string StateText => current?.Report is not { } report ? "Not compiled yet"
        : Errors > 0 ? Learning.Grading.Say.Of(Errors, "error", "errors")
        : report.CompileMs is { } took ? $"Compiles, {Learning.Grading.Say.Ms(took)}" : report.Verdict == Verdict.CompileError ? "Not applied" : "Ran";

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == Slug)
            return;
        loaded = Slug;
        view = await Desk.OpenAsync(Slug, gone.Token);
        missing = view is null;
        savedAt = view?.DraftAt;
        if (view is null)
            return;
        isStaff = Authentication is not null && (await Authentication).User.IsInRole(Roles.Administrator);
        if (Navigation.Uri.Contains("discussion=", StringComparison.Ordinal))
            pane = 1;
        var shown = Attempt ?? view.History.FirstOrDefault(row => row.Status is SubmissionStatus.Queued or SubmissionStatus.Running)?.Id;
        if (shown is not { } id)
            return;
        pane = 3;
        await FollowAsync(id);
    }

    private async Task MountAsync()
    {
        bridge = await EditorBridge.MountAsync(Js, this, view!, gone.Token);
        standing.TrySetResult(bridge);
        await PaintAsync();
        var hash = await bridge.HashAsync();
        if (hash.Length > 0)
            await OpenEvidenceAsync(Uri.UnescapeDataString(hash));
        StateHasChanged();
        _ = WarmAsync();
    }

    /// <summary>Beside the page, which never waits for it.</summary>
    private async Task WarmAsync()
    {
        if (view!.Unmet is not null || database != DatabaseState.Unknown)
            return;
        var slug = Slug;
        try
        {
            database = DatabaseState.Starting;
            StateHasChanged();
            var fault = await Desk.WarmAsync(slug, gone.Token);
            if (gone.IsCancellationRequested || !string.Equals(slug, Slug, StringComparison.Ordinal))
                return;
            (database, paused) = (fault is null ? DatabaseState.Ready : DatabaseState.Missing, fault);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page was left before the database came; the pool keeps it for the next visit.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private Task ShowTabAsync(string name)
    {
        tab = name;
        if (selected is ['L', ..])
            selected = null;
        return Task.CompletedTask;
    }

    private async Task OpenEvidenceAsync(string id)
    {
        if (current?.Report is null)
            return;
        (selected, pane) = (id, 3);
        tab = id switch
        {
            ['S', ..] when id.Contains('–', StringComparison.Ordinal) || id.Contains(',', StringComparison.Ordinal) => "statements",
            ['L', ..] => "statements",
            ['S' or 'P', ..] => "plans",
            _ => "result",
        };
        StateHasChanged();
        if (bridge is not null)
            await bridge.AddressAsync(Opener.Href(id));
        await PointAtAsync(id);
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        watch?.Dispose();
        clock?.Dispose();
        if (bridge is not null)
            await bridge.DisposeAsync();
        gone.Dispose();
    }
}
