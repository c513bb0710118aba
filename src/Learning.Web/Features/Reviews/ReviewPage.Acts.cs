using System.Globalization;
using Learning.Web.Data;
using Learning.Web.Features.Comparisons;

namespace Learning.Web.Features.Reviews;

/// <summary>What keys and buttons do. A refused text stays in its field.</summary>
public sealed partial class ReviewPage
{
    private Task pressed = Task.CompletedTask;

    /// <summary>One key after the other: a quick hand is ahead of the database, and no press of it is lost.</summary>
    private Task PressAsync(string key) => InTurnAsync(() => DoAsync(key));

    private Task InTurnAsync(Func<Task> act) => pressed = AfterAsync(pressed, act);

    private static async Task AfterAsync(Task before, Func<Task> act)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing); // it has shown its own failure
        await act();
    }

    private async Task DoAsync(string key)
    {
        if (view is null)
            return;
        switch (key)
        {
            case "j":
            case "k":
                Go(key == "j" ? 1 : -1);
                break;
            case "n":
            case "p":
                Step(key == "n" ? 1 : -1);
                break;
            case "c":
                await ComposeAsync(view.Postmortem is null && line is { } here ? new(here, null) : new(view.Postmortem is null ? FirstChanged() : null, null));
                break;
            case "a":
                await DecideAsync(ReviewState.Approved);
                break;
            case "r":
                await DecideAsync(ReviewState.ChangesAsked);
                break;
            case "u":
                await UndoAsync();
                break;
            case "?":
                await HelpAsync();
                break;
            case "ArrowUp":
            case "ArrowDown":
                Move(key == "ArrowDown" ? 1 : -1);
                break;
            default:
                if (int.TryParse(key, CultureInfo.InvariantCulture, out var grade))
                    await GradeAsync(row, grade);
                break;
        }
        StateHasChanged();
    }

    /// <summary>Along the queue, past those that another mentor holds.</summary>
    private void Go(int step)
    {
        var rows = view!.Queue.Rows;
        var here = rows.ToList().FindIndex(each => each.Id == Id);
        for (var next = here < 0 ? (step > 0 ? 0 : rows.Count - 1) : here + step; next >= 0 && next < rows.Count; next += step)
        {
            if (rows[next] is { Deciding: false } free && (free.Mine || free.Holder is null))
            {
                Navigation.NavigateTo($"/reviews/{free.Id}");
                return;
            }
        }
        // At the end of the line J goes round to what was left out, if there is any.
        if (step > 0 && rows.FirstOrDefault(each => each.Id != Id && each is { Deciding: false } && (each.Mine || each.Holder is null)) is { } first)
            Navigation.NavigateTo($"/reviews/{first.Id}");
        else if (step > 0)
            Navigation.NavigateTo("/reviews");
    }

    private void Step(int step)
    {
        if (view!.Threads.Count == 0)
            return;
        thread = (thread + step + view.Threads.Count) % view.Threads.Count;
        show = $"thread-{view.Threads[thread].Id}";
    }

    private void Move(int step)
    {
        var last = view!.Attempt?.Source.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Length ?? 1;
        line = Math.Clamp((line ?? (FirstChanged() ?? 1) - step) + step, 1, last);
    }

    private async Task HelpAsync()
    {
        keysOff = keys is not null && await keys.AreOffAsync(gone.Token);
        help = !help;
    }

    private int? FirstChanged() => view!.Attempt is { } attempt && Compared is { } before ? CodeDiff.Of(before, attempt.Source).FirstOrDefault(each => each.Change == LineChange.Added)?.After : null;

    private Task ComposeAsync(ThreadPlace place)
    {
        if (!view!.MayWrite)
        {
            refusal = "You can read this review, not write to it.";
            return Task.CompletedTask;
        }
        (composing, answering, refusal, kind, show) = (place, null, null, ReviewThreadKind.Improvement, "comment");
        if (view.Postmortem is null && place.Line is not null && tab is not ("diff" or "whole"))
            tab = IsChanged ? "diff" : "whole";
        return Task.CompletedTask;
    }

    private Task AnswerAsync(Guid id)
    {
        (answering, composing, refusal, show) = (id, null, null, "answer");
        return Task.CompletedTask;
    }

    private Task CancelAsync()
    {
        (composing, answering, refusal) = (null, null, null);
        return Task.CompletedTask;
    }

    private async Task SendAsync(string field)
    {
        var typed = Typed;
        var text = keys is null ? "" : await keys.TextAsync(field, gone.Token);
        ActOutcome? done = null;
        await ActAsync(async () => done = answering is { } to
            ? await Desk.ReplyAsync(Id, to, text, gone.Token)
            : await Desk.BeginThreadAsync(Id, composing!, kind, text, gone.Token));
        if (done is not { Refusal: null })
            return;
        offered = done.OfferToSave ? text : null;
        if (keys is not null)
            await keys.ForgetAsync(typed, gone.Token);
        await CancelAsync();
    }

    private async Task SaveAsync()
    {
        var text = offered;
        offered = null;
        await ActAsync(() => Desk.SaveTextAsync(text, gone.Token));
    }

    /// <summary>Writes the summary down as it was typed, when that is not what stands there. False: refused. No button waits for it: leaving the field by a click on one does this first.</summary>
    private async Task<bool> SummariseAsync()
    {
        var (id, before) = (Id, view?.Summary ?? "");
        if (keys is null || await keys.KeptAsync(SummaryOf(id), gone.Token) is not { } typed || string.Equals(typed.Text?.Trim(), before.Trim(), StringComparison.Ordinal))
            return true;
        refusal = (await Desk.SummariseAsync(id, typed.Text, gone.Token)).Refusal;
        if (refusal is not null)
            return false;
        await keys.ForgetAsync(SummaryOf(id), gone.Token);
        if (id == Id && view is not null)
            view = view with { Summary = typed.Text!.Trim() };
        return true;
    }

    private async Task GradeAsync(int index, int grade)
    {
        if (await ActAsync(() => Desk.GradeAsync(Id, index, grade, gone.Token)))
            row = Math.Min(index + 1, view!.Rubric.Count - 1);
    }

    private async Task DecideAsync(ReviewState decision)
    {
        if (await SummariseAsync())
            await ActAsync(() => Desk.DecideAsync(Id, decision, gone.Token));
    }

    private Task UndoAsync() => Pending is { } pending ? ActAsync(() => Desk.UndoAsync(pending.Review, gone.Token)) : Task.CompletedTask;

    /// <summary>One act at a time; the page is read anew whatever came of it.</summary>
    private async Task<bool> ActAsync(Func<Task<ActOutcome>> act)
    {
        if (busy)
            return false;
        busy = true;
        try
        {
            refusal = (await act()).Refusal;
            var seen = view;
            await ReadAsync();
            if (view is null && refusal is not null)
                (view, missing) = (seen, false); // what was typed stays to be copied
            return refusal is null;
        }
        finally
        {
            busy = false;
        }
    }
}
