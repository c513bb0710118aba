using Learning.Grading;
using Learning.Grading.Exercises;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Learning.Web.Features.Scratchpad;

/// <summary>One line in, its rows and what they cost out. Keeps its lines while the page lives.</summary>
public sealed partial class ScratchTab : IAsyncDisposable
{
    private const int MostRemembered = 50;
    private const int TallestRows = 10;
    private static readonly (ExerciseLanguage, string)[] Languages = [(ExerciseLanguage.CSharp, "C#"), (ExerciseLanguage.Sql, "SQL")];

    [Parameter, EditorRequired] public Exercise Exercise { get; set; } = null!;
    [Inject] private IScratchDesk Desk { get; set; } = null!;

    private readonly List<string> history = [];
    private ExerciseLanguage language;
    private Exercise? seen;
    private string code = "", asked = "", unsent = "";
    private int at;
    private string? refusal;
    private ScratchResult? result;
    private ScratchPhase phase;
    private CancellationTokenSource? running;

    private bool Sql => language == ExerciseLanguage.Sql;
    private bool HasModel => Exercise.Language == ExerciseLanguage.CSharp;
    private string? Example => ScratchExamples.For(Exercise, language);
    private int Rows => Math.Clamp(code.Count(letter => letter == '\n') + 1, 1, TallestRows);
    private string Status => running is null ? "" : running.IsCancellationRequested ? "Stopping" : phase switch
    {
        ScratchPhase.Measuring => "Waits until a measurement ends",
        ScratchPhase.Running => "Running",
        _ => "Getting a place and a database",
    };

    protected override void OnParametersSet()
    {
        if (seen?.Slug == Exercise.Slug)
            return;
        (seen, language) = (Exercise, Exercise.Language);
        history.Clear();
        (code, result, refusal, at) = ("", null, null, 0);
    }

    private void Speak(ExerciseLanguage chosen) => (language, at, refusal) = (chosen, history.Count, null);

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        switch (key)
        {
            case { Key: "Enter" } when key.CtrlKey || key.MetaKey: await RunAsync(); break;
            case { Key: "." } when key.CtrlKey || key.MetaKey: await CancelAsync(); break;
            case { Key: "ArrowUp" } when Walks: Recall(at - 1); break;
            case { Key: "ArrowDown" } when Walks: Recall(at + 1); break;
        }
    }

    /// <summary>Arrows walk the history from a single line; in several they are for the caret, unless they are as they were recalled.</summary>
    private bool Walks => !code.Contains('\n', StringComparison.Ordinal) || (at < history.Count && code == history[at]);

    private void Recall(int to)
    {
        if (to < 0 || to > history.Count || to == at)
            return;
        unsent = at == history.Count ? code : unsent;
        at = to;
        code = at == history.Count ? unsent : history[at];
    }

    private Task TryAsync(string example)
    {
        code = example;
        return RunAsync();
    }

    private async Task RunAsync()
    {
        if (running is not null || code.Trim().Length == 0)
            return;
        using var stop = new CancellationTokenSource();
        (running, phase, refusal, result, asked) = (stop, ScratchPhase.Queued, null, null, code.Trim());
        Remember(asked);
        try
        {
            var answer = await Desk.RunAsync(Exercise.Slug, Exercise.Variant, language, asked, At, stop.Token);
            (result, refusal) = (answer.Result, answer.Refusal);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            refusal = "Stopped. Its database is gone with whatever it did.";
        }
        finally
        {
            running = null;
        }
    }

    private void Remember(string line)
    {
        if (history is not [.., var last] || last != line)
            history.Add(line);
        if (history.Count > MostRemembered)
            history.RemoveAt(0);
        (at, unsent) = (history.Count, "");
        code = line;
    }

    private void At(ScratchPhase now) => _ = InvokeAsync(() =>
    {
        phase = now;
        StateHasChanged();
    });

    private Task CancelAsync() => running?.CancelAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync() => await CancelAsync();
}
