using Learning.Benchmarks.Sandbox;
using Learning.Web.Data;

namespace Learning.Benchmarks.Assessments;

/// <summary>What a crowd of candidates on one machine came to. Times in seconds unless they say otherwise; of waits p50, p95 and the longest.</summary>
internal sealed record AssessmentFigures
{
    /// <summary>Readings whose own uncertainty is at most this are held against the second by their middle.</summary>
    public const double NarrowMs = 500;

    /// <summary>So many have to have been told how long it takes before the median of how true that was means anything.</summary>
    public const int Enough = 20;

    public required MachineState Machine { get; init; }
    public required int Candidates { get; init; }
    public required int ByClock { get; init; }
    public required double Minutes { get; init; }
    public required int Built { get; init; }
    public required double BuiltIn { get; init; }
    public required double PractisedIn { get; init; }
    public required double SettledIn { get; init; }
    public required bool Settled { get; init; }
    public required int Saves { get; init; }
    public required Times SaveMs { get; init; }
    public required int ReadBack { get; init; }
    /// <summary>Kept, said the site, and another text was there at the next look or at the end.</summary>
    public required int Lost { get; init; }
    public required int RefusedEarly { get; init; }
    public required int KeptLate { get; init; }
    public required int OtherHandedIn { get; init; }
    public required int Readings { get; init; }
    public required int NarrowReadings { get; init; }
    public required double ReadingWidthP95Ms { get; init; }
    public required double ClockSurelyOffMs { get; init; }
    public required double ClockOffMs { get; init; }
    /// <summary>Clocks in the HTML of reloaded pages: how many, and the worst that is surely off.</summary>
    public required int PageReadings { get; init; }
    public required double PageSurelyOffMs { get; init; }
    public required double ClosedOffMs { get; init; }
    public required Spread ClosedLate { get; init; }
    public required Spread HandedInLate { get; init; }
    /// <summary>Ended by the clock although the candidate handed in, or not by the clock although nobody did.</summary>
    public required int EndedByOther { get; init; }
    public required int Pressed { get; init; }
    public required int SubmitsRefused { get; init; }
    public required int OurFaults { get; init; }
    public required int Pauses { get; init; }
    public required Spread Wait { get; init; }
    /// <summary>Between the wait by the rows and by the candidate's stopwatch, of those who were still there when grading began.</summary>
    public required Spread StopwatchApart { get; init; }
    public required Spread Done { get; init; }
    public required Spread Said { get; init; }
    public required int Compared { get; init; }
    /// <summary>How long the result took, of what was said when Submit was pressed; p50, p95, most.</summary>
    public required Spread TookOfSaid { get; init; }
    public required string PageP95 { get; init; }
    public required string RowsP95 { get; init; }
    public required int RequestFaults { get; init; }
    public required IReadOnlyList<string> Faults { get; init; }

    public bool DraftsHold => Lost == 0 && RefusedEarly == 0 && KeptLate == 0 && OtherHandedIn == 0 && ReadBack > 0;

    public bool ClocksHold => ClockSurelyOffMs < 1000 && ClockOffMs < 1000 && PageReadings > 0 && PageSurelyOffMs < 1000 && ClosedOffMs < 1000 && NarrowReadings > 0 && EndedByOther == 0;

    /// <summary>The page says what the rows say, candidates' stopwatches saw the same, and what was said to candidates was right at the median within a factor of two, where enough of them waited to tell.</summary>
    public bool QueueHolds => string.Equals(PageP95, RowsP95, StringComparison.Ordinal) && StopwatchApart is { Count: > 0, P95: <= 2 } && (Compared < Enough || TookOfSaid.P50 is >= 0.5 and <= 2);

    public bool Hold => Settled && DraftsHold && ClocksHold && QueueHolds && RequestFaults == 0;

    public static AssessmentFigures Of(Run run)
    {
        var (records, audited) = (run.Records, run.Audited);
        List<Deviation> readings = [.. records.SelectMany(each => each.Readings)];
        List<Pressed> pressed = [.. records.SelectMany(each => each.Pressed)];
        var rows = run.HandIns.ToDictionary(each => each.Id);
        List<Pressed> compared = [.. pressed.Where(each => each.SaidSeconds > 0 && rows[each.Id].Done is not null)];
        List<Pressed> begun = [.. pressed.Where(each => each.BegunAfter is not null && rows[each.Id].Wait is not null)];
        List<Deviation> narrow = [.. readings.Where(each => each.Width <= NarrowMs)];
        return new()
        {
            Machine = run.Machine, Candidates = records.Count, ByClock = audited.Count(each => each.EndedBy == SittingEnd.Clock), Minutes = run.Minutes, Built = run.Built, BuiltIn = run.BuiltIn, PractisedIn = run.PractisedIn, SettledIn = run.SettledIn, Settled = run.Settled,
            Saves = records.Sum(each => each.SaveMs.Count), SaveMs = Times.Of(records.SelectMany(each => each.SaveMs)), ReadBack = records.Sum(each => each.ReadBack),
            Lost = records.Sum(each => each.Lost) + audited.Sum(each => each.Lost), RefusedEarly = records.Sum(each => each.RefusedEarly), KeptLate = audited.Sum(each => each.KeptLate), OtherHandedIn = audited.Sum(each => each.OtherHandedIn),
            Readings = readings.Count, NarrowReadings = narrow.Count, ReadingWidthP95Ms = Percentile.Of([.. readings.Select(each => each.Width).Order()], 95),
            ClockSurelyOffMs = Most(readings.Select(each => each.Surely)), ClockOffMs = Most(narrow.Select(each => each.Middle)), ClosedOffMs = Most(audited.Select(each => each.ClosedOffMs ?? 0)),
            PageReadings = records.Sum(each => each.PageReadings.Count), PageSurelyOffMs = Most(records.SelectMany(each => each.PageReadings).Select(each => each.Surely)),
            ClosedLate = Spread.Of(audited.Select(each => each.ClosedLate)), HandedInLate = Spread.Of(audited.Select(each => each.HandedInLate)), EndedByOther = audited.Count(each => each.EndedByOther),
            Pressed = pressed.Count, SubmitsRefused = records.Sum(each => each.SubmitsRefused), OurFaults = run.HandIns.Count(each => each.Status == SubmissionStatus.Failed), Pauses = audited.Sum(each => each.Pauses),
            Wait = Spread.Of(pressed.Select(each => rows[each.Id].Wait)), StopwatchApart = Spread.Of(begun.Select(each => (double?)Math.Abs(each.BegunAfter!.Value - rows[each.Id].Wait!.Value))), Done = Spread.Of(pressed.Select(each => rows[each.Id].Done)),
            Said = Spread.Of(compared.Select(each => each.SaidSeconds)), Compared = compared.Count, TookOfSaid = Spread.Of(compared.Select(each => rows[each.Id].Done / each.SaidSeconds)),
            PageP95 = run.Page.WaitP95, RowsP95 = CapacityGlance.Say(Rank(run.HandIns.Where(each => each.StartedAt > run.Page.At.AddHours(-1)).Select(each => each.Wait), 0.95)),
            RequestFaults = records.Sum(each => each.Faults.Count), Faults = [.. records.SelectMany(each => each.Faults).GroupBy(fault => fault, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Take(10).Select(group => $"{group.Count()} × {group.Key}")],
        };
    }

    private static double Most(IEnumerable<double> values) => Math.Round(values.DefaultIfEmpty().Max(), 1);

    /// <summary>Not rounded: what the page shows is rounded once.</summary>
    private static double Rank(IEnumerable<double?> values, double share)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}

/// <summary>Median, 95th percentile and the most of some values; those that are null are left out.</summary>
internal sealed record Spread(int Count, double P50, double P95, double Most)
{
    public static Spread Of(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return new(sorted.Length, Percentile.Of(sorted, 50), Percentile.Of(sorted, 95), sorted.Length == 0 ? 0 : Math.Round(sorted[^1], 1));
    }
}
