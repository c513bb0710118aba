using System.Globalization;
using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents.Scoring;

/// <summary>All points, less the harm that was done on the way. What is slow while others have the machine is nobody's harm; deeds are, and the errors that follow them.</summary>
internal static class TrapLines
{
    private const int ForBlocking = 12, ForUnsafe = 4, MostForUnsafe = 8, ErrorsForAPoint = 40, MostForErrors = 10, MostForSessions = 6, ForPool = 3;

    /// <summary>Blocking shorter than this happens to everybody.</summary>
    private const double FreeSeconds = 1;

    /// <summary>Errors may come so long after what caused them, and go on with no more than so long between two.</summary>
    private const double Reach = 10, Gap = 5;

    public static IReadOnlyList<ScoreLine> Of(Incident incident, IncidentRecord record)
    {
        var sheet = new ScoreSheet(ScoreDimension.Trap);
        sheet.Give(IncidentScore.TrapOf, IncidentScore.TrapOf, "No harm is expected of anybody; what was done is taken off.", "First, do no harm: in an incident every change is made on a live patient.");
        Blocked(sheet, record);
        Unsafe(sheet, record);
        Errors(sheet, incident, record);
        Sessions(sheet, record);
        Pool(sheet, incident, record);
        var change = record.HandIn is { DataIntact: false } handIn ? handIn.DataChange ?? "the checksums differ" : record.DataChange;
        if (change is not null)
            sheet.Take(IncidentScore.TrapOf, $"Data was changed: {change}.", "What is deleted in an incident is the next incident.", at: record.HandIn?.At ?? record.Elapsed);
        return sheet.Lines;
    }

    private static void Blocked(ScoreSheet sheet, IncidentRecord record)
    {
        var (seconds, first, before) = (0.0, (double?)null, new CostSample(0, 0, 0, 0));
        foreach (var sample in record.Samples)
        {
            // Others' work makes a session that works longer in the way, and not one that stands still.
            var more = Counts(record, sample) ? sample.Cost.BlockedSeconds - before.BlockedSeconds : sample.Cost.BlockedStandingSeconds - before.BlockedStandingSeconds;
            before = sample.Cost;
            if (more <= 0)
                continue;
            seconds += more;
            first ??= sample.At;
        }
        if (seconds < FreeSeconds)
            return;
        var blocking = record.Actions.LastOrDefault(action => action.ByLearner && action.Kind == ActionKind.Statement && action.At <= first && action.Statement?.Does is not (StatementDoes.Look or StatementDoes.Explain or StatementDoes.Set));
        sheet.Take(Math.Min(ForBlocking, (int)Math.Ceiling(seconds - FreeSeconds)),
            $"The application waited {seconds.ToString("0.#", CultureInfo.InvariantCulture)} s for a session of yours.",
            "A statement that waits for a lock makes everybody wait who comes after it. SET lock_timeout first, use CONCURRENTLY, and look who is in the way before you begin.",
            blocking is null ? [] : [blocking.Number], first);
    }

    private static void Unsafe(ScoreSheet sheet, IncidentRecord record)
    {
        var left = MostForUnsafe;
        foreach (var action in record.Actions.Where(action => action is { ByLearner: true, Kind: ActionKind.Statement, Unsafe: not null } && DidSomething(action.Statement)))
        {
            var points = Math.Min(ForUnsafe, left);
            left -= points;
            sheet.Take(points, $"{action.Text}", action.Unsafe!, [action.Number], action.At);
        }
    }

    /// <summary>Not refused at once, and not given up by a lock timeout that the learner had set for it.</summary>
    private static bool DidSomething(StatementRecord? statement) =>
        statement?.Error is not { } error || !(error.SqlState.StartsWith("42", StringComparison.Ordinal) || error.SqlState is "55P03" or "25001" or "25P02");

    private static void Errors(ScoreSheet sheet, Incident incident, IncidentRecord record)
    {
        var causes = record.Actions.Where(action => action.ByLearner && CanBreak(incident, action)).ToList();
        var (errors, first, last, cause) = (0, (double?)null, double.NegativeInfinity, (IncidentAction?)null);
        foreach (var sample in record.Samples.Where(sample => sample.All.Errors > 0))
        {
            var found = causes.LastOrDefault(action => action.At <= sample.At + 1 && sample.At <= action.At + Reach);
            if (found is null && sample.At > last + Gap)
                continue;
            last = sample.At;
            errors += sample.All.Errors;
            first ??= sample.At;
            cause ??= found;
        }
        if (errors > 0)
            sheet.Take(Math.Clamp((int)Math.Ceiling((double)errors / ErrorsForAPoint), 1, MostForErrors), $"{Say.Of(errors, "request", "requests")} failed because of it. Before, requests only waited.",
                "A slow answer is an answer. A failed request is work that somebody does again, or elsewhere.", cause is null ? [] : [cause.Number], first);
    }

    private static bool CanBreak(Incident incident, IncidentAction action) => action.Kind switch
    {
        ActionKind.Signal => true,
        ActionKind.Lever => incident.Levers.Any(lever => lever.Id == action.Mark && lever.Kind is LeverKind.Restart or LeverKind.PoolSize or LeverKind.Setting),
        ActionKind.Statement => action.Unsafe is not null || action.Statement?.Does is StatementDoes.Signal or StatementDoes.ChangeTable or StatementDoes.DropTable or StatementDoes.ChangeData or StatementDoes.Other,
        _ => false,
    };

    private static void Sessions(ScoreSheet sheet, IncidentRecord record)
    {
        var ended = record.Actions.Where(action => action is { ByLearner: true, Kind: ActionKind.Signal, Unsafe: not null } or { ByLearner: true, Ended: > 0 }).ToList();
        var sessions = ended.Sum(action => Math.Max(1, action.Ended));
        if (ended.Count > 0)
            sheet.Take(Math.Min(MostForSessions, sessions), $"{Say.Of(sessions, "session", "sessions")} of the application ended by hand.",
                "Who waits is a victim. Find the root of the tree of waits, and end only that.", [.. ended.Select(action => action.Number).Take(10)], ended[0].At);
    }

    private static void Pool(ScoreSheet sheet, Incident incident, IncidentRecord record)
    {
        if (record.Samples.FirstOrDefault(sample => sample.Pool.Size > incident.Workload.Pool) is not { } raised)
            return;
        var action = record.Actions.LastOrDefault(action => action.Kind == ActionKind.Lever && action.At <= raised.At && incident.Levers.Any(lever => lever.Id == action.Mark && lever.Kind == LeverKind.PoolSize));
        sheet.Take(ForPool, $"The pool was raised from {incident.Workload.Pool} to {record.Samples.Max(sample => sample.Pool.Size)}.",
            "A queue in front of the database is protection. A larger pool lets in more of what holds connections, and nothing gets done sooner.", action is null ? [] : [action.Number], raised.At);
    }

    /// <summary>How long it took in a second in which the machine was busy with others says nothing about the learner. A sample is of the second that ends with it.</summary>
    private static bool Counts(IncidentRecord record, IncidentSample sample) => !record.Unscored.Any(span => sample.At > span.From && sample.At <= span.To);
}
