using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Learning.Web.Data;

namespace Learning.Benchmarks.Assessments;

/// <summary>What goes on while the clock runs, each at its own interval.</summary>
internal sealed partial class Candidate
{
    private async Task ReadAsync(CancellationToken ends)
    {
        var sent = Stopwatch.GetTimestamp();
        var view = await browser.AskAsync<SeenSitting>("sitting", ends);
        var read = Moment.Since(sent);
        if (view.Status != SittingStatus.Running)
        {
            await over.CancelAsync();
            return;
        }
        Record.PausedMs = view.Pauses.Sum(pause => ((pause.To ?? TimeProvider.System.GetUtcNow()) - pause.From).TotalMilliseconds);
        Record.Readings.Add(Record.Clock!.Compare(read, view.LeftMs, Record.PausedMs));
    }

    /// <summary>Reloads the page, as nobody does so often, and reads the clock that it shows.</summary>
    private async Task ReloadAsync(CancellationToken ends)
    {
        var sent = Stopwatch.GetTimestamp();
        var page = await browser.ReadAsync("/sitting/tasks/1", ends);
        var read = Moment.Since(sent);
        if (ShownLeft().Match(page) is { Success: true, Groups: var shown })
            Record.PageReadings.Add(Record.Clock!.Compare(read, double.Parse(shown["ms"].Value, CultureInfo.InvariantCulture), Record.PausedMs));
    }

    private async Task SignalAsync(CancellationToken ends) =>
        await browser.DoAsync<SeenSave>("signals/1", $$"""[{"kind":"Edit","ago":{{Random.Shared.Next(3000)}},"at":{{edits}},"removed":0,"text":"// typed\n"}]""", ends);

    /// <summary>Somebody who types at one task and now and then looks at the other.</summary>
    private async Task TypeAsync(CancellationToken ends)
    {
        var slug = tasks[edits / 6 % tasks.Count];
        await SaveAsync(slug, Text(slug), ends);
        if (++reads % 4 != 0 || !Record.Kept.ContainsKey(slug))
            return;
        await saving.WaitAsync(ends);
        try
        {
            var back = await browser.AskAsync<SeenDraft>($"draft/{slug}", ends);
            Record.ReadBack++;
            Record.Lost += string.Equals(back.Text, Record.Kept[slug], StringComparison.Ordinal) ? 0 : 1;
        }
        finally
        {
            saving.Release();
        }
    }

    private async Task SaveAsync(string slug, string text, CancellationToken ends)
    {
        await saving.WaitAsync(ends);
        try
        {
            var sent = Stopwatch.GetTimestamp();
            // Once it is on its way it is waited for, also when the time is over meanwhile: whether it was kept has to be known.
            var save = await browser.DoAsync<SeenSave>($"draft/{slug}", text, CancellationToken.None);
            Record.SaveMs.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            if (save.At is not null)
                Record.Kept[slug] = text;
            else if (Record.HandedInAt is null && Record.Clock!.Left(Stopwatch.GetTimestamp(), Record.PausedMs) > 1000)
                Record.RefusedEarly++;
        }
        finally
        {
            saving.Release();
        }
    }

    private async Task SubmitAsync(CancellationToken ends)
    {
        var count = Record.Pressed.Count;
        var slug = tasks[(number + count) % tasks.Count];
        chosen[slug] = answers[slug][(number * 7 + count * 3) % answers[slug].Count];
        var text = Text(slug);
        await SaveAsync(slug, text, ends);
        var sent = Stopwatch.GetTimestamp();
        var attempt = await browser.DoAsync<SeenAttempt>($"submit/{slug}", text, CancellationToken.None);
        if (attempt.Id is not { } id)
        {
            Record.SubmitsRefused += ends.IsCancellationRequested || Record.HandedInAt is not null || Record.Clock!.Left(sent, Record.PausedMs) < 1000 ? 0 : 1;
            return;
        }
        var pressed = new Pressed(id, $"{slug}/{chosen[slug].Name}", attempt.Before, attempt.AboutSeconds);
        Record.Pressed.Add(pressed);
        while (attempt.IsWaiting)
        {
            attempt = await browser.AskAsync<SeenAttempt>($"attempt/{id}/{attempt.Status}", ends);
            if (attempt.Status != SubmissionStatus.Queued)
                pressed.BegunAfter ??= Stopwatch.GetElapsedTime(sent).TotalSeconds;
        }
        pressed.DoneAfter = Stopwatch.GetElapsedTime(sent).TotalSeconds;
    }

    /// <summary>A shipped answer with a comment that makes it another text each time.</summary>
    private string Text(string slug)
    {
        if (!chosen.TryGetValue(slug, out var answer))
            chosen[slug] = answer = answers[slug][number % answers[slug].Count];
        return string.Create(CultureInfo.InvariantCulture, $"{answer.Source}\n{(answer.IsSql ? "--" : "//")} candidate {number}, edit {++edits}\n");
    }

    [GeneratedRegex("role=\"timer\"[^>]* data-left=\"(?<ms>[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShownLeft();
}
