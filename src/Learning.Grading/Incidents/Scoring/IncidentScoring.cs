using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents.Scoring;

/// <summary>From a session's record to its score: the same record gives the same score, whenever it is asked for.</summary>
public static class IncidentScoring
{
    public static IncidentScore Score(Incident incident, IncidentRecord record)
    {
        var drawn = new Drawn(record.Drawn);
        IReadOnlyList<ScoreLine> lines = [.. DetectLines.Of(incident, record, drawn), .. FixLines.Of(incident, record, drawn), .. TrapLines.Of(incident, record)];
        return new()
        {
            Outcome = Outcome(incident, record.HandIn, drawn),
            Detect = Sum(lines, ScoreDimension.Detect),
            Fix = Sum(lines, ScoreDimension.Fix),
            Trap = Sum(lines, ScoreDimension.Trap),
            Lines = lines,
        };
    }

    private static int Sum(IEnumerable<ScoreLine> lines, ScoreDimension dimension) => lines.Where(line => line.Dimension == dimension).Sum(line => line.Points);

    private static IncidentOutcome Outcome(Incident incident, HandIn? handIn, Drawn drawn)
    {
        if (handIn is null)
            return IncidentOutcome.NotHandedIn;
        if (!handIn.DataIntact || handIn.Health.Count < incident.Workload.Classes.Count || handIn.Health.Any(health => !health.Well))
            return IncidentOutcome.NotHealed;
        return incident.Fix.Lasting.Where(check => drawn.Has(check.When)).All(check => handIn.Lasting.Any(state => state.Id == check.Id && state.Holds))
            ? IncidentOutcome.HealedForGood : IncidentOutcome.Healed;
    }
}
