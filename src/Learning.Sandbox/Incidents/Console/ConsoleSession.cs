using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Plans;
using Npgsql;

namespace Learning.Sandbox.Incidents.Console;

/// <summary>One session of the learner's console: a connection of the on-call role that keeps its transaction between statements, as psql's does.</summary>
internal sealed class ConsoleSession(string name, Func<CancellationToken, Task<NpgsqlConnection>> open, RecordRoom room, Action opened) : IAsyncDisposable
{
    private const int MostRows = 200;
    private const int MostCounted = 1_000_000;
    private const int MostColumns = 200;
    private const int LongestSaid = 2000;
    private const int MostNotices = 50;

    private readonly SemaphoreSlim _one = new(1);
    private readonly List<string> _notices = [];
    private NpgsqlConnection? _connection;
    private volatile NpgsqlCommand? _running;

    public string Name => name;
    public int Pid { get; private set; }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _connection = await open(cancellationToken);
        _connection.Notice += (_, said) =>
        {
            lock (_notices)
            {
                if (_notices.Count < MostNotices)
                    _notices.Add(Cut($"{said.Notice.Severity}: {said.Notice.MessageText}"));
            }
        };
        Pid = _connection.ProcessID;
        opened(); // before it runs anything: what it holds up is charged from the start
    }

    public bool TryEnter() => _one.Wait(0);

    public void Leave() => _one.Release();

    public bool IsBusy => _one.CurrentCount == 0;

    public async Task CancelAsync()
    {
        if (_running is { } command)
            await Task.Run(command.Cancel);
    }

    /// <summary>Runs one statement; what PostgreSQL makes of it is in the record.</summary>
    public async Task<StatementRecord> RunAsync(StatementRecord statement, CancellationToken cancellationToken)
    {
        lock (_notices)
            _notices.Clear();
        var watch = Stopwatch.StartNew();
        try
        {
            if (_connection is not { FullState: not (ConnectionState.Broken or ConnectionState.Closed) })
                await ReopenAsync(cancellationToken);
            var explain = ExplainRequest.Of(statement.Sql);
            var ran = await ReadAsync(statement, explain?.Sql ?? statement.Sql, cancellationToken);
            return (explain is null ? ran : Explained(ran, explain)) with { ElapsedMs = watch.Elapsed.TotalMilliseconds, Notices = Notices() };
        }
        catch (PostgresException error)
        {
            return Failed(Of(error, statement.Sql));
        }
        catch (OperationCanceledException stopped) when (stopped.InnerException is PostgresException error)
        {
            return Failed(Of(error, statement.Sql));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(new("57014", $"The server did not hear the cancellation. Its process {Pid} goes on, with all that it has locked, until it looks up.", null,
                "The next statement here opens a new session. Terminate the process; where that is not heard either, reset the lab.", 0));
        }
        catch (OperationCanceledException)
        {
            return Failed(new("57014", "Nobody waited for it any more: the page was closed while it ran.", null, null, 0));
        }
        catch (NpgsqlException error)
        {
            return Failed(new("08006", $"The session has ended: {error.InnerException?.Message ?? error.Message}", null, "The next statement opens a new one; what was in its transaction is gone.", 0));
        }
        catch (Exception error) when (error is NotSupportedException or InvalidOperationException)
        {
            return Failed(new("0A000", error.Message, null, "COPY from and to the client is not possible in this console.", 0));
        }

        StatementRecord Failed(StatementError error) => statement with { ElapsedMs = watch.Elapsed.TotalMilliseconds, Error = error, Notices = Notices() };
    }

    private static StatementError Of(PostgresException error, string sql) => new(error.SqlState, Cut(error.MessageText), error.Detail is { } detail ? Cut(detail) : null, error.Hint is { } hint ? Cut(hint) : null, Position(error.Position, sql));

    /// <summary>As the learner wrote it: an EXPLAIN was asked with other options, and what stands behind them stands elsewhere.</summary>
    private static int Position(int position, string sql) => position > 0 && ExplainRequest.Of(sql) is { } explain && position - (explain.Sql.Length - sql.Length) is > 0 and var there ? there : position;

    private async Task ReopenAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        await OpenAsync(cancellationToken);
    }

    private async Task<StatementRecord> ReadAsync(StatementRecord statement, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { AllResultTypesAreUnknown = true, CommandTimeout = 0 };
        _running = command;
        try
        {
            // One value at a time: whole rows of what a learner can select would fill the memory of the site.
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
            var columns = Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(reader.GetName).ToList();
            List<IReadOnlyList<string?>> rows = [];
            var cells = new CellReader(room);
            long count = 0;
            while (await reader.ReadAsync(cancellationToken))
            {
                if (count++ < MostRows && cells.HasRoom)
                    rows.Add(await cells.RowAsync(reader, columns.Count, cancellationToken));
                if (count >= MostCounted)
                {
                    command.Cancel();
                    return statement with { Columns = columns, Rows = rows, RowCount = count, Tag = StatementRecord.StoppedTag };
                }
            }
            await reader.NextResultAsync(cancellationToken); // there is none: the command's end, and with it how many rows it changed
            return statement with { Columns = columns, Rows = rows, RowCount = count, Tag = Tag(reader, sql, count) };
        }
        finally
        {
            _running = null;
        }
    }

    private static StatementRecord Explained(StatementRecord ran, ExplainRequest request)
    {
        // EXPLAIN's JSON is one cell, and longer than others are allowed to be.
        var json = ran.Rows is [[{ } only]] ? only : null;
        if (json is null)
            return ran;
        try
        {
            var plan = PlanReader.Read(json, 0);
            var lines = request.AsText ? ExplainText.Lines(json) : json.Split('\n');
            return ran with
            {
                Plan = json,
                Buffers = plan.Root.Loops > 0 && json.Contains("Shared Hit Blocks", StringComparison.Ordinal) ? plan.Buffers : null,
                Columns = ["QUERY PLAN"],
                Rows = [.. lines.Select(line => (IReadOnlyList<string?>)[line])],
                RowCount = lines.Count,
                Tag = "EXPLAIN",
            };
        }
        catch (JsonException)
        {
            return ran; // an EXPLAIN of something that has no plan
        }
    }

    private static string Tag(NpgsqlDataReader reader, string sql, long rows)
    {
#pragma warning disable CS0618 // the only place where Npgsql tells the command's tag
        var type = reader.Statements.Count > 0 ? reader.Statements[0].StatementType : Npgsql.StatementType.Other;
#pragma warning restore CS0618
        return type switch
        {
            Npgsql.StatementType.Select => string.Create(CultureInfo.InvariantCulture, $"SELECT {rows}"),
            Npgsql.StatementType.Insert or Npgsql.StatementType.Update or Npgsql.StatementType.Delete => string.Create(CultureInfo.InvariantCulture, $"{type.ToString().ToUpperInvariant()} {reader.RecordsAffected}"),
            _ => string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(2)).TrimEnd(';').ToUpperInvariant(),
        };
    }

    private static string Cut(string text) => text.Length <= LongestSaid ? text : text[..LongestSaid] + "…";

    private List<string> Notices()
    {
        lock (_notices)
        {
            List<string> kept = [.. _notices.TakeWhile(_ => room.Left > 0)];
            room.Take(kept.Sum(notice => notice.Length));
            return kept;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _one.Dispose();
    }
}
