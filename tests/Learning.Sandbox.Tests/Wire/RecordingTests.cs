using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>Live sessions against their own tape: the state machine says the same of the bytes alone. Also makes the recordings (README there).</summary>
public sealed class RecordingTests(LearnerDatabase database) : IClassFixture<LearnerDatabase>
{
    private static readonly Dictionary<string, Func<string, Task>> Scenes = new(StringComparer.Ordinal)
    {
        ["multi-statement"] = RawAsync(Message.Query("select 1; select id from item where id < 4; update item set name = name where id = 1")),
        ["portal-suspended"] = RawAsync(Message.Parse("", "select id from item order by id limit 5"), Message.Bind("", ""), Message.Execute("", 2), Message.Execute("", 2), Message.Execute("", 2), Message.Sync),
        ["parameters"] = NpgsqlAsync(async connection =>
        {
            await using var command = new NpgsqlCommand("select $1, $2, $3, $4, $5, $6", connection);
            foreach (var value in (object[])[7, "it's", true, 12.50m, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new[] { 1, 2, 3 }])
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            await command.ExecuteNonQueryAsync();
        }),
        ["batch-of-three"] = NpgsqlAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("select 1"), new("select id from item where id <= 2"), new("select 'x' where false") } };
            await batch.ExecuteNonQueryAsync();
        }),
        ["prepared-reuse"] = NpgsqlAsync(async connection =>
        {
            await using var command = new NpgsqlCommand("select name from item where id = $1", connection) { Parameters = { new() { Value = 1 } } };
            await command.PrepareAsync();
            for (var i = 1; i <= 3; i++)
            {
                command.Parameters[0].Value = i;
                await command.ExecuteScalarAsync();
            }
        }),
        ["error-in-batch"] = NpgsqlAsync(async connection =>
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("select 1"), new("select 1 / 0"), new("select 3") } };
            await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());
        }),
        ["copy-out"] = NpgsqlAsync(async connection =>
        {
            using var reader = await connection.BeginTextExportAsync("copy (select * from item where id <= 3) to stdout");
            await reader.ReadToEndAsync();
        }),
        ["simple-query"] = RawAsync(Message.Query("select id, name from item where id = 5")),
    };

    public static TheoryData<string> Names => [.. Scenes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_OfALiveSession_SaysWhatTheDoorSaid(string scene)
    {
        await using var house = database.Open();
        await using var recorder = new Recorder(house.Options.SocketPath);
        await Scenes[scene](recorder.Host);
        var live = house.Door.EndCall();
        if (Environment.GetEnvironmentVariable("LEARNING_RECORD_WIRE") is { Length: > 0 } directory)
            recorder.Tape.Save(Path.Combine(directory, scene + ".hex"));

        Assert.NotEmpty(live.Statements);
        Assert.Null(live.Gap);
        Assert.Equal(Essence(live), Essence(recorder.Tape.Replay()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Replay_ByteByByte_SaysWhatWholeChunksSay(string scene) =>
        Assert.Equal(Essence(Tape.Load(scene).Replay()), Essence(Tape.Load(scene).Replay(pieceBytes: 1)));

    private static string Essence(WireRecord record) => string.Join('\n', record.Statements
        .Select(statement => $"{statement.Number} {statement.Sql} [{string.Join(", ", statement.Parameters)}] {statement.Kind} {statement.RoundTrip} {statement.Rows} {statement.Bytes} {statement.Command} {statement.Error} {statement.Partial} {statement.Skipped} {statement.Continued}")
        .Append($"{record.Count} {record.RoundTrips} {record.Connections} {record.Rows} {record.Bytes} {record.Gap}"));

    private static Func<string, Task> NpgsqlAsync(Func<NpgsqlConnection, Task> act) => async host =>
    {
        await using var connection = new NpgsqlConnection($"Host={host};Username=learner;Pooling=false;Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        await act(connection);
    };

    private static Func<string, Task> RawAsync(params Message[] messages) => async host =>
    {
        using var client = await RawClient.StartAsync(Path.Combine(host, ".s.PGSQL.5432"));
        await client.SendAsync(messages);
        await client.UntilAsync('Z');
        await client.SendAsync(Message.Of('X'));
    };
}
