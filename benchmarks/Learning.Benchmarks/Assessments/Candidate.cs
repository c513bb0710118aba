using System.Diagnostics;
using System.Text.Json;
using Learning.Web.Data;

namespace Learning.Benchmarks.Assessments;

/// <summary>When a candidate does things. <c>Leaves</c>: hands in by hand when the run is over; the others leave it to the clock.</summary>
internal sealed record Habits(bool Leaves, TimeSpan Run, TimeSpan Save, TimeSpan Submit)
{
    public static readonly TimeSpan Reread = TimeSpan.FromSeconds(4), Signals = TimeSpan.FromSeconds(3), Reload = TimeSpan.FromSeconds(30);
}

/// <summary>
/// One candidate: opens the link and posts its form as a browser does, practises, starts the clock, and then does what the open task page does, at the page's own
/// intervals, plus typing, reloading, handing in and leaving. The pages are fetched over HTTP; acts of a circuit go through the door.
/// </summary>
internal sealed partial class Candidate(int number, Uri site, Uri link, Habits habits) : IDisposable
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

    /// <summary>From pressing the button to the end. No two press in the same instant, and how long the press took is how exactly the start is known.</summary>
    public async Task SitAsync(TimeSpan after, CancellationToken cancellationToken)
    {
        await Task.Delay(after, cancellationToken);
        var sent = Stopwatch.GetTimestamp();
        if ((await browser.DoAsync<SeenAttempt>("start", "", cancellationToken)).Refusal is { } refusal)
            throw new IOException($"Candidate {number} could not start: {refusal}");
        var started = Moment.Since(sent);
        Record.Clock = new((await browser.AskAsync<SeenSitting>("sitting", cancellationToken)).AllowedSeconds, started);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        var leaving = habits.Leaves ? LeaveAsync(cancellationToken) : Task.CompletedTask;
        await Task.WhenAll(OpenAsync(ends.Token), Every(Habits.Reread, ReadAsync, ends.Token), Every(Habits.Signals, SignalAsync, ends.Token), Every(Habits.Reload, ReloadAsync, ends.Token), Every(habits.Save, TypeAsync, ends.Token), Every(habits.Submit, SubmitAsync, ends.Token), leaving);
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

    public void Dispose()
    {
        browser.Dispose();
        saving.Dispose();
        over.Dispose();
    }
}
