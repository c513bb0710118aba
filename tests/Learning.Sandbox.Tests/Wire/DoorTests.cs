using System.Diagnostics;
using Learning.Grading.Plans;
using Learning.Grading.Traces;
using Npgsql;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>The proxy between a real Npgsql and a real PostgreSQL.</summary>
public sealed class DoorTests(LearnerDatabase database) : IClassFixture<LearnerDatabase>
{
    private static readonly IReadOnlyDictionary<int, QueryPlan> NoPlans = new Dictionary<int, QueryPlan>();

    [Fact]
    public async Task EndCall_TwentyOneSinglesAndABatchOfTwentyOne_CountsAreExact()
    {
        await using var house = database.Open();
        await using var connection = await house.ConnectAsync();
        house.Door.BeginCall();
        for (var i = 1; i <= 21; i++)
        {
            await using var single = new NpgsqlCommand("select id, name from item where id = $1", connection) { Parameters = { new() { Value = i } } };
            Assert.Equal(i, await single.ExecuteScalarAsync());
        }
        await using (var batch = new NpgsqlBatch(connection))
        {
            for (var i = 1; i <= 21; i++)
                batch.BatchCommands.Add(new NpgsqlBatchCommand("select id from item where id = $1") { Parameters = { new() { Value = i } } });
            await batch.ExecuteNonQueryAsync();
        }
        var trace = house.Door.EndCall().ToTrace(NoPlans);

        Assert.Null(trace.Gap);
        Assert.Equal((42, 22, 1, 42L), (trace.Count, trace.RoundTrips, trace.Connections, trace.Rows));
        Assert.Equal(Enumerable.Range(1, 21).Concat(Enumerable.Repeat(22, 21)), trace.Statements.Select(statement => statement.RoundTrip));
        Assert.Equal(["7"], trace.Statements[6].Parameters);
        // DataRow: 5 header, 2 count, then 4 length and the value for each column.
        Assert.Equal(5 + 2 + 8 + 4 + "name 7".Length, trace.Statements[6].Bytes);
        Assert.All(trace.Statements, statement =>
        {
            Assert.Equal((StatementKind.Extended, "SELECT 1", 1L, false), (statement.Kind, statement.Command, statement.Rows, statement.Partial));
            Assert.True(statement.SentMs <= statement.ServerStartMs && statement.ServerStartMs <= statement.ServerEndMs);
            Assert.True(statement.ServerEndMs <= statement.FirstRowMs + 0.001 || statement.ServerEndMs <= statement.DoneMs);
            Assert.True(statement.FirstRowMs <= statement.DoneMs);
        });
    }

    [Fact]
    public async Task Connect_WhateverTheConnectionStringSays_RoleAndDatabaseAreTheDoors()
    {
        await using var house = database.Open();
        await using var connection = await house.ConnectAsync("Username=postgres;Database=template1;Options=-c work_mem=77MB -c search_path=pg_catalog;Search Path=other;Application Name=mine");
        await using var command = new NpgsqlCommand("select concat_ws('|', session_user, current_user, current_database(), current_setting('work_mem'), current_setting('search_path'), current_setting('application_name'))", connection);
        Assert.Equal("learner|learner|lab|4MB|\"$user\", public|mine", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Cancel_OfAStatementUnderWay_ReachesIt()
    {
        await using var house = database.Open();
        await using var connection = await house.ConnectAsync();
        await using var command = new NpgsqlCommand("select pg_sleep(30)", connection);
        using var soon = new CancellationTokenSource(200);
        var waited = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(soon.Token));
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(15));
        var record = house.Door.EndCall();
        Assert.StartsWith("57014", Assert.Single(record.Statements).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoundTripMs_FiveTrips_AreAtLeastFiveTimesTheDelay()
    {
        await using var house = database.Open(roundTripMs: 4);
        await using var connection = await house.ConnectAsync();
        house.Door.BeginCall();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 5; i++)
        {
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteScalarAsync();
        }
        Assert.True(watch.Elapsed.TotalMilliseconds >= 20);
        var trace = house.Door.EndCall().ToTrace(NoPlans);
        Assert.Equal(5, trace.RoundTrips);
        Assert.All(trace.Statements, statement => Assert.True(statement.NetworkMs >= 3.99, $"{statement}"));
    }

    [Fact]
    public async Task RoundTripMs_BatchOfTwentyOne_IsChargedOnce()
    {
        await using var house = database.Open(roundTripMs: 100);
        await using var connection = await house.ConnectAsync();
        await using var batch = new NpgsqlBatch(connection);
        for (var i = 1; i <= 21; i++)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select 1"));
        house.Door.BeginCall();
        var watch = Stopwatch.StartNew();
        await batch.ExecuteNonQueryAsync();
        Assert.InRange(watch.Elapsed.TotalMilliseconds, 100, 1_000);
        Assert.Equal((21, 1), (house.Door.EndCall() is var record ? record.Count : 0, record.RoundTrips));
    }

    [Fact]
    public async Task EndCall_SecondConnection_IsCountedAndNumbered()
    {
        await using var house = database.Open();
        house.Door.BeginCall();
        await using var one = await house.ConnectAsync();
        await using var two = await house.ConnectAsync();
        foreach (var connection in (NpgsqlConnection[])[one, two])
        {
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteScalarAsync();
        }
        var record = house.Door.EndCall();
        Assert.Equal(2, record.Connections);
        Assert.Equal([1, 2], record.Statements.Select(statement => statement.Connection));
        Assert.Equal([one.ProcessID, two.ProcessID], record.Statements.Select(statement => statement.BackendPid));
    }

    [Fact]
    public async Task BeginCall_StatementSentBefore_BelongsToTheCall()
    {
        await using var house = database.Open();
        await using var connection = await house.ConnectAsync();
        house.Door.EndCall();
        await using var early = new NpgsqlCommand("select 'early'", connection);
        await early.ExecuteScalarAsync();
        house.Door.BeginCall();
        var statement = Assert.Single(house.Door.EndCall().Statements);
        Assert.Equal(("select 'early'", 0d), (statement.Sql, statement.SentMs));
    }

    [Fact]
    public async Task CloseAsync_IdleConnectionBeforeEndCall_IsNoGap()
    {
        await using var house = database.Open();
        house.Door.BeginCall();
        await using var connection = await house.ConnectAsync();
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.ExecuteScalarAsync();
        await house.Door.CloseAsync(CancellationToken.None);
        var record = house.Door.EndCall();
        Assert.Equal((null, 1, 1), (record.Gap, record.Count, record.Connections));
    }

    [Fact]
    public async Task CloseAsync_StatementUnderWay_EndsItAndLeavesNoBackend()
    {
        await using var house = database.Open();
        await using var connection = await house.ConnectAsync();
        await using var command = new NpgsqlCommand("select pg_sleep(60)", connection);
        var sleeping = command.ExecuteNonQueryAsync();
        while (house.Door.StatementCount == 0)
            await Task.Delay(5);
        var pid = connection.ProcessID;
        await house.Door.CloseAsync(CancellationToken.None);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => sleeping);
        Assert.Equal(0, await database.Server.ScalarAsync<long>($"select count(*) from pg_stat_activity where pid = {pid}"));
        Assert.False(File.Exists(house.Options.SocketPath));
        Assert.True(Assert.Single(house.Door.EndCall().Statements).Partial);
    }

    [Fact]
    public async Task LimitHit_MoreRowBytesThanAllowed_EndsTheSessionAndNamesTheLimit()
    {
        await using var house = database.Open(options => options with { MaxRowBytes = 1 << 20 });
        await using var connection = await house.ConnectAsync();
        await using var command = new NpgsqlCommand("select repeat('x', 1000) from generate_series(1, 100000)", connection);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteNonQueryAsync());
        Assert.Contains("1 MB", await house.Door.LimitHit.WaitAsync(TimeSpan.FromSeconds(5)), StringComparison.Ordinal);
        Assert.Contains("1 MB", house.Door.LimitReached, StringComparison.Ordinal);
        var record = house.Door.EndCall();
        Assert.Contains("1 MB", record.Gap, StringComparison.Ordinal);
        Assert.True(record.GapIsClients);
    }

    [Fact]
    public async Task EndCall_ErrorThatQuotesRows_IsAGapOfTheClients()
    {
        await using var house = database.Open();
        await using var connection = await house.ConnectAsync();
        await using var command = new NpgsqlCommand("select (select string_agg(repeat(name, 20), ',') from item)::int", connection);
        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());
        Assert.Contains("name 99", error.MessageText, StringComparison.Ordinal);
        var record = house.Door.EndCall();
        Assert.Contains("(22P02)", record.Gap, StringComparison.Ordinal);
        Assert.True(record.GapIsClients);
        Assert.InRange(record.Bytes, error.MessageText.Length - 1024, error.MessageText.Length);
    }

    [Fact]
    public async Task EndCall_NoticeThatQuotesRows_CountsAsBytes()
    {
        await using var house = database.Open();
        await using var connection = await house.ConnectAsync();
        var notice = "";
        connection.Notice += (_, said) => notice += said.Notice.MessageText;
        await using var command = new NpgsqlCommand("select to_regtype('\"' || string_agg(repeat(name, 20), ',') || '\"')::text from item", connection);
        await command.ExecuteScalarAsync();
        Assert.Contains("name 99", notice, StringComparison.Ordinal);
        Assert.InRange(house.Door.EndCall().Bytes, notice.Length - 1024, notice.Length * 2);
    }

    [Fact]
    public async Task EndCall_CopyOut_IsAStatementWithItsRows()
    {
        await using var house = database.Open();
        await using var connection = await house.ConnectAsync();
        await using (var export = await connection.BeginBinaryExportAsync("copy item to stdout (format binary)"))
        {
            while (await export.StartRowAsync() > 0)
            {
                await export.ReadAsync<int>();
                await export.ReadAsync<string>();
            }
        }
        var statement = Assert.Single(house.Door.EndCall().Statements);
        Assert.Equal((StatementKind.Copy, 100L, "COPY 100", false), (statement.Kind, statement.Rows, statement.Command, statement.Partial));
    }
}
