using System.Collections.Concurrent;
using System.Diagnostics;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>SQL: DDL is applied by the trusted owner, the query runs as the learner's role through the door.</summary>
internal sealed class QueryLane(Exercise exercise, Cluster cluster, WireProxy proxy, SqlAnswer answer, string doorRoot) : Lane(exercise, cluster, proxy)
{
    /// <summary>As many as a C# answer may have.</summary>
    private const int MostBytes = 16 << 20;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, RunOutcome> _applied = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NpgsqlDataSource> _sources = new(StringComparer.Ordinal);
    private readonly Stopwatch _applying = new();
    private RunOutcome _prepared = RunOutcome.Completed;

    /// <summary>What all of the DDL may take, on all data sets together.</summary>
    public TimeSpan DdlTime { get; init; } = TimeSpan.FromSeconds(60);

    protected override string DoorRoot => doorRoot;

    /// <summary>Applies the DDL to every data set, on as many processors as there are. The learner's fault on the visible one is the outcome; on another it is kept for the run there.</summary>
    public async Task<RunOutcome> ApplyAllAsync(CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("apply DDL");
        _applying.Start();
        if (answer.Ddl.Count > 0)
            await Parallel.ForEachAsync(Exercise.Data.Sets, cancellationToken, async (set, stop) => await ApplyAsync(set, stop));
        return await ApplyAsync(Exercise.Data.Visible, cancellationToken);
    }

    /// <summary>Applies the DDL to one data set, once.</summary>
    private async Task<RunOutcome> ApplyAsync(DataSet set, CancellationToken cancellationToken) =>
        _applied.TryGetValue(set.Name, out var outcome) ? outcome : _applied[set.Name] = await FirstAsync(set, cancellationToken);

    private async Task<RunOutcome> FirstAsync(DataSet set, CancellationToken cancellationToken)
    {
        await using var connection = await Cluster.OpenAsync(ClusterRole.Owner, set.Name, cancellationToken);
        await using var limit = TimeLimit.Start(DdlTime - _applying.Elapsed is var left && left > Least ? left : Least, [Cluster.Pid], cancellationToken);
        foreach (var part in answer.Ddl)
        {
            // Between two statements nothing runs that would have to hear it.
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.HasPassed)
                return Stopped(part);
            try
            {
                // A batch command is one statement for Npgsql and for the server, or it fails: nothing else slips in behind an allowed one as the owner.
                await using var batch = new NpgsqlBatch(connection) { Timeout = 0, BatchCommands = { new(part.Text) } };
                await batch.ExecuteNonQueryAsync(limit.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } && limit.Token.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // It heard nothing, and would go on beside whatever comes next.
                if (error is OperationCanceledException { InnerException: not PostgresException })
                    Cluster.Stop();
                return Stopped(part);
            }
            catch (PostgresException error)
            {
                ServerLimits.RefuseCrowdedOut(Cluster, error.Message);
                return SqlFaults.From(error, part);
            }
            catch (NotSupportedException)
            {
                return SqlFaults.At(part, part.Tokens[0], "not-run", "This reads as more than one statement: quote it more simply.");
            }
        }
        return RunOutcome.Completed;

        RunOutcome Stopped(SqlPart part)
        {
            var stopped = limit.Passed();
            return stopped with { Message = $"{stopped.Message} It was applying line {part.Line}." };
        }
    }

    /// <summary>A unique index can work on one data set and fail on the next: that is the answer's fault, so it is kept for the call to say.</summary>
    protected override async Task PrepareAsync(DataSet set, CancellationToken cancellationToken) => _prepared = await ApplyAsync(set, cancellationToken);

    protected override async Task ConnectAsync(string doorName, CancellationToken cancellationToken)
    {
        if (_prepared.Kind != OutcomeKind.Completed)
            return; // nothing will be asked, and the server may have ended with it
        await using var connection = await Source(doorName).OpenConnectionAsync(cancellationToken);
    }

    protected override Task<CallFacts> CallAsync(Door door, string doorName, DrawnArguments arguments, double patience, CancellationToken cancellationToken) =>
        CallAsync(door, Source(doorName), arguments, patience, waitCounts: false, cancellationToken);

    protected override async Task<IReadOnlyList<IReadOnlyList<CallFacts>>> CallAtOnceAsync(
        Door door, string doorName, IReadOnlyList<IReadOnlyList<DrawnArguments>> users, int pool, double patience, CancellationToken cancellationToken)
    {
        var source = Source(doorName, pool);
        return await Task.WhenAll(users.Select(calls => Task.Run(async () =>
        {
            List<CallFacts> facts = [];
            foreach (var arguments in calls)
                facts.Add(await CallAsync(door, source, arguments, patience, waitCounts: true, cancellationToken));
            return (IReadOnlyList<CallFacts>)facts;
        }, cancellationToken)));
    }

    private async Task<CallFacts> CallAsync(Door door, NpgsqlDataSource source, DrawnArguments arguments, double patience, bool waitCounts, CancellationToken cancellationToken)
    {
        if (_prepared.Kind != OutcomeKind.Completed)
            return new(_prepared, null, "", 0);
        await using var limit = TimeLimit.Start(TimeSpan.FromSeconds(Exercise.Limits.TimeSeconds * patience), [Cluster.Pid], cancellationToken);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var connection = await source.OpenConnectionAsync(limit.Token);
            await using var command = new NpgsqlCommand(answer.Query.Text, connection) { CommandTimeout = 0 };
            foreach (var (argument, value) in arguments.Values)
                command.Parameters.Add(SqlValues.Parameter(argument, value));
            if (!waitCounts)
                started = Stopwatch.GetTimestamp();
            await using var reader = await command.ExecuteReaderAsync(limit.Token);
            // The door has bounded the bytes on the wire; as JSON a character may be six.
            var (rows, passed) = await SqlValues.ReadAsync(reader, AnswerBounds.MostRows, MostBytes, limit.Token);
            return passed is not null
                ? Stopped(new() { Kind = OutcomeKind.OutputLimit, Message = $"Stopped: the answer is larger than {passed}." })
                : new(RunOutcome.Completed, rows, "", Elapsed()) { Lines = Lines() };
        }
        catch (PostgresException error)
        {
            return Stopped(error.SqlState == PostgresErrorCodes.QueryCanceled ? limit.Passed() : SqlFaults.From(error, answer.Query));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Stopped(limit.Passed());
        }
        catch (NpgsqlException error) when (door.LimitHit.IsCompleted)
        {
            return Stopped(new() { Kind = OutcomeKind.OutputLimit, Message = error.Message });
        }
        catch (InvalidCastException error)
        {
            return Stopped(new() { Kind = OutcomeKind.RuntimeError, Message = $"A column has a type that the answer cannot be compared in: {error.Message}" });
        }

        double Elapsed() => Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        CallFacts Stopped(RunOutcome outcome) => new(outcome, null, "", Elapsed()) { Lines = Lines() };
        ProtocolLine[] Lines() => IsShown && answer.QueryLine is { } line ? [StatementLines.Always(line)] : [];
    }

    private NpgsqlDataSource Source(string doorName, int pool = 1)
    {
        if (_sources.TryGetValue(doorName, out var source))
            return source;
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(DoorRoot, doorName),
            Username = "learner",
            Database = "lab",
            NoResetOnClose = true,
            MaxPoolSize = pool,
            Timeout = 60,
            // What hears no cancellation by then is for the door to end.
            CancellationTimeout = 150,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ToString());
        // Type loading would send statements of its own through the door.
        builder.ConfigureTypeLoading(loading => loading.EnableTypeLoading(false));
        return _sources[doorName] = builder.Build();
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(_sources.Values.Select(source => source.DisposeAsync().AsTask()));
            if (Directory.Exists(DoorRoot))
                Directory.Delete(DoorRoot, recursive: true);
        }
        finally
        {
            await base.DisposeAsync();
        }
    }
}
