using System.Diagnostics;
using Learning.Web.Features.Sittings.Running;

namespace Learning.Benchmarks.Assessments;

/// <summary>Everything that one run left behind, before it is summed up.</summary>
internal sealed record Run
{
    public required MachineState Machine { get; init; }
    public required double Minutes { get; init; }
    public required IReadOnlyList<CandidateRecord> Records { get; init; }
    public required IReadOnlyList<AuditedSitting> Audited { get; init; }
    public required IReadOnlyList<HandInRow> HandIns { get; init; }
    public required CapacityGlance Page { get; init; }
    /// <summary>Databases of what the candidates were to get, built between their invitations and their coming, and the seconds that it took.</summary>
    public required int Built { get; init; }
    public required double BuiltIn { get; init; }
    public required double PractisedIn { get; init; }
    public required double SettledIn { get; init; }
    public required bool Settled { get; init; }
}

/// <summary>Has the site up, lets the candidates in, lets all of them sit at once, waits until nothing is left to grade, and reads the rows.</summary>
internal sealed class Invigilator(SiteProcess site, int candidates, double minutes, int? variants, Action<string> say)
{
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(30), Building = TimeSpan.FromMinutes(20), Pressing = TimeSpan.FromSeconds(10), Save = TimeSpan.FromSeconds(5), Submit = TimeSpan.FromMinutes(2);

    public async Task<Run> RunAsync(CancellationToken cancellationToken)
    {
        var machine = MachineState.Now();
        var run = TimeSpan.FromMinutes(minutes);
        using var seeding = new Browser(site.Address);
        var links = await seeding.SeedAsync([.. Enumerable.Range(1, candidates).Select(Box)], variants, cancellationToken);
        // Who begins late in a short run would hand in nothing.
        var habits = new Habits(false, run, Save, run / 2 < Submit ? run / 2 : Submit);
        List<Candidate> crowd = [.. links.OrderBy(link => link.Number).Select(link => new Candidate(link.Number, site.Address, link.Link, habits with { Leaves = Leaves(link.Number) }))];
        try
        {
            var invited = Stopwatch.GetTimestamp();
            var built = variants == 0 ? 0 : await WhenBuiltAsync(seeding, cancellationToken);
            var builtIn = Stopwatch.GetElapsedTime(invited).TotalSeconds;
            var arrived = Stopwatch.GetTimestamp();
            say($"{candidates} candidates open their links and practise");
            await Task.WhenAll(crowd.Select(each => each.ArriveAsync(cancellationToken)));
            var practised = Stopwatch.GetElapsedTime(arrived).TotalSeconds;
            say($"all have practised after {practised:0} s; the clocks start");
            var rows = await site.RowsAsync(cancellationToken);
            var (audit, watch, started) = (new Audit(rows), new ClosingWatch(rows), Stopwatch.GetTimestamp());
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watched = watch.RunAsync(watching.Token);
            var sitting = Task.WhenAll(crowd.Select((each, place) => each.SitAsync(Pressing * place / crowd.Count, cancellationToken)));
            while (await Task.WhenAny(sitting, Task.Delay(TimeSpan.FromSeconds(30), cancellationToken)) != sitting && !cancellationToken.IsCancellationRequested)
                say($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {crowd.Sum(each => each.Record.SaveMs.Count)} saves, {crowd.Sum(each => each.Record.Pressed.Count)} hand-ins, {crowd.Sum(each => each.Record.Faults.Count)} requests failed");
            await sitting;
            say("all are closed; what is left over is graded");
            var (closed, settled) = (Stopwatch.GetTimestamp(), false);
            while (!(settled = await audit.IsSettledAsync(cancellationToken)) && Stopwatch.GetElapsedTime(closed) < Settling)
                await Task.Delay(1000, cancellationToken);
            await watching.CancelAsync();
            await watched;
            List<AuditedSitting> audited = [];
            foreach (var each in crowd)
                audited.Add(await audit.SittingAsync(each.Record, watch.Seen.GetValueOrDefault(each.Record.Sitting), cancellationToken));
            return new()
            {
                Machine = machine.Ended(), Minutes = minutes, Records = [.. crowd.Select(each => each.Record)], Audited = audited, HandIns = await audit.HandInsAsync(cancellationToken),
                Page = await CapacityGlance.TakeAsync(site.Address, cancellationToken), Built = built, BuiltIn = Math.Round(builtIn, 1), PractisedIn = Math.Round(practised, 1), SettledIn = Math.Round(Stopwatch.GetElapsedTime(closed).TotalSeconds, 1), Settled = settled,
            };
        }
        finally
        {
            crowd.ForEach(each => each.Dispose());
        }
    }

    /// <summary>Invitations go out long before candidates come, and the site uses that time.</summary>
    private async Task<int> WhenBuiltAsync(Browser browser, CancellationToken cancellationToken)
    {
        var (since, said, same) = (Stopwatch.GetTimestamp(), 0, 0);
        while (true)
        {
            var figures = await browser.AskAsync<InvitedFigures>("built", cancellationToken);
            same = figures.Of > 0 && figures.Built == figures.Of ? same + 1 : 0; // the site looks at each order's invitations anew
            if (same == 3 || Stopwatch.GetElapsedTime(since) > Building)
                return figures.Built;
            if (figures.Built >= said + 10)
                say($"{said = figures.Built} of {figures.Of} databases are built");
            await Task.Delay(1000, cancellationToken);
        }
    }

    /// <summary>Every second one hands in by hand when the run is over; the clock ends the others then, and of every twelve one at half time and a half.</summary>
    private static bool Leaves(int number) => number % 2 == 1 && !IsEarly(number);

    private static bool IsEarly(int number) => number % 12 == 5;

    private Wanted Box(int number)
    {
        var whole = Math.Max(1, (int)Math.Ceiling(minutes));
        return IsEarly(number) && whole > 1 ? new(number, whole / 2, 1.5m) : new(number, Leaves(number) ? whole + 5 : whole, number % 10 == 3 ? 1.25m : 1);
    }
}
