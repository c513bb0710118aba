using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Incidents;

public sealed partial class IncidentLab
{
    private const int LongestStatement = 20_000;

    /// <summary>The console's sessions, "A" first.</summary>
    public IReadOnlyList<ConsoleState> Sessions => _run.Consoles.States(Activity);

    /// <summary>Opens another session, at most four.</summary>
    public Task<string> OpenSessionAsync(CancellationToken cancellationToken)
    {
        MustRun();
        return _run.Consoles.OpenAsync(cancellationToken);
    }

    /// <summary>Ends a session and what it runs. The last one stays.</summary>
    public Task CloseSessionAsync(string session) => _run.Consoles.CloseAsync(session);

    /// <summary>
    /// Runs the statements of the text one after the other until one fails, as psql does. Never throws for what the learner's SQL does: it is in the
    /// action. Throws <see cref="InvalidOperationException"/> when the session is busy.
    /// </summary>
    public Task<IReadOnlyList<IncidentAction>> RunAsync(string session, string sql, CancellationToken cancellationToken)
    {
        MustRun();
        if (sql.Length > LongestStatement)
            throw new InvalidOperationException($"That is {sql.Length} characters; a console takes {LongestStatement}.");
        if (SqlPieces.Of(sql).Any(piece => !OnlyLooks(StatementClassifier.Classify(piece).Does)))
            MustBeUnderLoad();
        return RunAnyhowAsync(session, sql, cancellationToken);
    }

    private static bool OnlyLooks(StatementDoes does) => does is StatementDoes.Look or StatementDoes.Explain or StatementDoes.Set or StatementDoes.Transaction;

    /// <summary>Also while the lab is paused: for whoever tries out the world and not the learner.</summary>
    internal async Task<IReadOnlyList<IncidentAction>> RunAnyhowAsync(string session, string sql, CancellationToken cancellationToken)
    {
        var entered = _run.Consoles.Enter(session, Elapsed);
        try
        {
            List<IncidentAction> done = [];
            foreach (var piece in SqlPieces.Of(sql))
            {
                var action = await RunAsync(entered, piece, cancellationToken);
                done.Add(action);
                if (action.Statement!.Error is not null)
                    break;
            }
            return done;
        }
        finally
        {
            _run.Consoles.Leave(entered);
        }
    }

    private async Task<IncidentAction> RunAsync(Console.ConsoleSession session, string sql, CancellationToken cancellationToken)
    {
        var (does, harmful) = StatementClassifier.Classify(sql);
        var keeper = _keeper;
        var action = keeper.Add(new IncidentAction
        {
            Number = 0, At = Elapsed, Kind = ActionKind.Statement, ByLearner = true, Text = OneLine(sql), Unsafe = harmful,
            Marked = !OnlyLooks(does),
            Statement = new() { Session = session.Name, Sql = sql, Does = does },
        });
        var atWork = does == StatementDoes.Signal && sql.Contains("pg_terminate_backend", StringComparison.OrdinalIgnoreCase) ? await SessionsAsync(atWork: true, cancellationToken) : [];
        var ran = await session.RunAsync(action.Statement!, cancellationToken);
        action = action with { Statement = ran, Ended = atWork.Count == 0 ? 0 : atWork.Except(await SessionsAsync(atWork: false, cancellationToken)).Count() };
        keeper.Replace(action);
        return action;
    }

    /// <summary>Another connection of the on-call engineer's, for a scripted player's own looks.</summary>
    internal Task<NpgsqlConnection> AskAsync(CancellationToken cancellationToken) => _run.Server.OpenAsync(World.WorldSql.OnCall, "oncall", cancellationToken);

    /// <summary>Asks the server to cancel what the session runs.</summary>
    public Task CancelAsync(string session) => _run.Consoles.CancelAsync(session);

    /// <summary>pg_cancel_backend or pg_terminate_backend as the on-call engineer; the action says whether the server did it.</summary>
    public async Task<IncidentAction> SignalAsync(int pid, bool terminate, CancellationToken cancellationToken)
    {
        MustBeUnderLoad();
        var target = Activity.FirstOrDefault(row => row.Pid == pid);
        var who = target is null ? $"{pid}" : $"{pid} ({target.Application})";
        string outcome;
        try
        {
            await using var connection = await _run.Server.OpenAsync(World.WorldSql.OnCall, "oncall", cancellationToken);
            await using var command = new NpgsqlCommand($"SELECT CASE WHEN EXISTS (SELECT FROM pg_stat_activity WHERE pid = $1) THEN {(terminate ? "pg_terminate_backend($1, 2000)" : "pg_cancel_backend($1)")} END", connection) { Parameters = { new() { Value = pid } } };
            outcome = await command.ExecuteScalarAsync(cancellationToken) switch
            {
                true => "",
                false when terminate => ": told to end, and it has not after 2 s; what it computes does not look up",
                _ => ": there was no such session",
            };
        }
        catch (PostgresException error)
        {
            outcome = $": {error.MessageText}";
        }
        return Did(ActionKind.Signal, $"{(terminate ? "Terminated" : "Cancelled")} {who}{outcome}", byLearner: true, marked: true,
            target is { } killed && killed.Role == Incident.Workload.Role && killed.State is not "idle in transaction" && terminate ? "A session of the application's was ended: its request failed." : null);
    }

    /// <summary>Sessions of the application's: all, or but those that it has lost.</summary>
    private async Task<List<int>> SessionsAsync(bool atWork, CancellationToken cancellationToken)
    {
        await using var connection = await _run.Server.SuperviseAsync(cancellationToken);
        var rows = await Instruments.ActivityLook.LookAsync(connection, _run.Consoles.Pids, cancellationToken);
        return [.. rows.Where(row => row.Role == Incident.Workload.Role && !(atWork && row.State is "idle in transaction")).Select(row => row.Pid)];
    }

    private static string OneLine(string sql)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 200 ? line : line[..199] + "…";
    }
}
