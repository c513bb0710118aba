using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Learning.Web.Data;

namespace Learning.Benchmarks.Assessments;

/// <summary>When a candidate does things. <c>Leaves</c>: hands in by hand when the run is over; the others leave it to the clock.</summary>
internal sealed record Habits(bool Leaves, TimeSpan Run, TimeSpan Save, TimeSpan Submit)
{
    public static readonly TimeSpan Reread = TimeSpan.FromSeconds(4), Signals = TimeSpan.FromSeconds(3);
}

/// <summary>
/// One candidate: opens the link and posts its form as a browser does, practises, starts the clock, and then does what the open task page does, at the page's own
/// intervals, plus typing, handing in and leaving. The pages are fetched over HTTP; acts of a circuit go through the door.
/// </summary>
internal sealed class Candidate(int number, Uri site, Uri link, Habits habits) : IDisposable
{
    private readonly Browser browser = new(site);
    private readonly Random random = new(number);
    private readonly SemaphoreSlim saving = new(1);
    private readonly CancellationTokenSource over = new();
    private readonly Dictionary<string, IReadOnlyList<DrawnAnswer>> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DrawnAnswer> chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<string> tasks = [];
    private int edits, reads;

    public CandidateRecord Record { get; } = new(number);

    /// <summary>To where the clock can be started.</summary>
    public async Task ArriveAsync(CancellationToken cancellationToken)
    {
        if (await browser.SendAsync(link.AbsolutePath, "accept", cancellationToken) is not "/sitting")
            throw new IOException($"Candidate {number} was not let in.");
        var view = await browser.AskAsync<SeenSitting>("sitting", cancellationToken);
        (Record.Sitting, tasks) = (view.Id, view.Tasks);
        foreach (var slug in tasks)
            answers[slug] = await browser.AskAsync<IReadOnlyList<DrawnAnswer>>($"answers/{slug}", cancellationToken);
        if (view.Practice is not { } practice)
            return;
        var attempt = await browser.DoAsync<SeenAttempt>($"practise/{practice}", (await browser.AskAsync<IReadOnlyList<DrawnAnswer>>($"answers/{practice}", cancellationToken))[0].Source, cancellationToken);
        while (attempt is { IsWaiting: true, Id: { } id })
            attempt = await browser.AskAsync<SeenAttempt>($"practice/{id}/{attempt.Status}", cancellationToken);
        if (attempt.Status != SubmissionStatus.Graded)
            throw new IOException($"Candidate {number} could not practise: {attempt.Refusal ?? attempt.Status.ToString()}");
    }

    public async Task SitAsync(CancellationToken cancellationToken)
    {
        var sent = Stopwatch.GetTimestamp();
        if ((await browser.DoAsync<SeenAttempt>("start", "", cancellationToken)).Refusal is { } refusal)
            throw new IOException($"Candidate {number} could not start: {refusal}");
        var started = Moment.Since(sent);
        Record.Clock = new((await browser.AskAsync<SeenSitting>("sitting", cancellationToken)).AllowedSeconds, started);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        var leaving = habits.Leaves ? LeaveAsync(cancellationToken) : Task.CompletedTask;
        await Task.WhenAll(OpenAsync(ends.Token), Every(Habits.Reread, ReadAsync, ends.Token), Every(Habits.Signals, SignalAsync, ends.Token), Every(habits.Save, TypeAsync, ends.Token), Every(habits.Submit, SubmitAsync, ends.Token), leaving);
    }

    private async Task OpenAsync(CancellationToken ends)
    {
        try
        {
            await browser.ReadAsync("/sitting/tasks/1", ends);
            await browser.DoAsync<SeenAttempt>($"warm/{tasks[0]}", "", ends);
        }
        catch (OperationCanceledException)
        {
            // It was over before the page was there.
        }
    }

    /// <summary>From a moment of its own within the first interval on. A fault is written down, and the candidate goes on.</summary>
    private async Task Every(TimeSpan interval, Func<CancellationToken, Task> act, CancellationToken ends)
    {
        double first;
        lock (random)
            first = random.NextDouble();
        for (var due = Stopwatch.GetTimestamp() + (long)(first * interval.TotalSeconds * Stopwatch.Frequency); !ends.IsCancellationRequested; due += (long)(interval.TotalSeconds * Stopwatch.Frequency))
        {
            try
            {
                if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } wait)
                    await Task.Delay(wait, ends);
                else
                    due = Stopwatch.GetTimestamp(); // who is late does not catch up
                await act(ends);
            }
            catch (OperationCanceledException) when (ends.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                Record.Faults.Add($"{act.Method.Name}: {fault.Message}");
            }
        }
    }

    private async Task ReadAsync(CancellationToken ends)
    {
        var sent = Stopwatch.GetTimestamp();
        var view = await browser.AskAsync<SeenSitting>("sitting", ends);
        var read = Moment.Since(sent);
        Interlocked.Increment(ref Record.Beats);
        Record.LastSeen = view.Status;
        if (view.Status != SittingStatus.Running)
        {
            await over.CancelAsync();
            return;
        }
        Record.PausedMs = view.Pauses.Sum(pause => ((pause.To ?? TimeProvider.System.GetUtcNow()) - pause.From).TotalMilliseconds);
        Record.Readings.Add(Record.Clock!.Compare(read, view.LeftMs, Record.PausedMs));
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
            Record.SubmitsRefused += ends.IsCancellationRequested || Record.Clock!.Left(sent, Record.PausedMs) < 1000 ? 0 : 1;
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

    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(habits.Run, cancellationToken);
        await saving.WaitAsync(cancellationToken); // nobody types while pressing the button
        try
        {
            Record.HandedInAt = Stopwatch.GetTimestamp();
            if ((await browser.DoAsync<SeenAttempt>("hand-in", "", CancellationToken.None)).Refusal is { } refusal)
                Record.Faults.Add($"hand-in: {refusal}");
        }
        finally
        {
            await over.CancelAsync();
            saving.Release();
        }
    }

    /// <summary>A shipped answer with a comment that makes it another text each time.</summary>
    private string Text(string slug)
    {
        if (!chosen.TryGetValue(slug, out var answer))
            chosen[slug] = answer = answers[slug][number % answers[slug].Count];
        return string.Create(CultureInfo.InvariantCulture, $"{answer.Source}\n{(answer.IsSql ? "--" : "//")} candidate {number}, edit {++edits}\n");
    }

    public void Dispose()
    {
        browser.Dispose();
        saving.Dispose();
        over.Dispose();
    }
}
