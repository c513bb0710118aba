using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>Statements of a real run, tied to the lines that sent them.</summary>
[Collection(nameof(LabSandbox))]
public sealed class LinesOfAnAttemptTests(LabSandbox lab)
{
    [Fact]
    public async Task Starter_OnePerPost_TwentyStatementsBelongToTheLineInTheLoop()
    {
        var trace = await ShownAsync(lab.Feed, lab.Feed.Starter.Text);

        var lines = lab.Feed.Starter.Text.Split('\n');
        var first = Array.FindIndex(lines, line => line.Contains("await db.Posts", StringComparison.Ordinal)) + 1;
        var inLoop = Array.FindIndex(lines, line => line.Contains("SingleAsync", StringComparison.Ordinal)) + 1;
        Assert.Equal([(first, 1), (inLoop, 20)], trace.Statements.GroupBy(statement => statement.Line ?? 0).Select(group => (group.Key, group.Count())));
    }

    [Fact]
    public async Task EveryWayToSend_RawAsyncLambdaBatchAndTransaction_HasItsLine()
    {
        var trace = await ShownAsync(lab.Feed, """
            using Microsoft.EntityFrameworkCore;
            using Npgsql;
            public sealed class FeedEndpoint(SocialContext db)
            {
                public async Task<List<FeedItem>> GetAsync(int userId, int take)
                {
                    var connection = (NpgsqlConnection)db.Database.GetDbConnection();
                    await connection.OpenAsync();
                    await using (var command = new NpgsqlCommand("SELECT 9", connection))
                        await command.ExecuteScalarAsync();
                    await Task.Delay(5);
                    new NpgsqlCommand("SELECT 12", connection).ExecuteScalar();
                    await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { new("SELECT 13"), new("SELECT 14") } })
                        await batch.ExecuteNonQueryAsync();
                    var counts = await Task.WhenAll(new[] { 1 }.Select(async id =>
                        await db.Users.CountAsync(u => u.Id > id)));
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await db.Database.ExecuteSqlRawAsync("SELECT 18");
                    await transaction.CommitAsync();
                    _ = db.Posts.Count(p => p.Id < 20);
                    await AgainAsync();
                    return [];
                }

                private async Task AgainAsync()
                {
                    await Task.Yield();
                    await db.Follows.CountAsync();
                }
            }
            """);

        Assert.Equal(["10 SELECT 9", "12 SELECT 12", "14 SELECT 13", "14 SELECT 14", "16 users", "18 BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED", "18 SELECT 18", "19 COMMIT", "20 posts", "28 follows"],
            trace.Statements.Select(statement => $"{statement.Line} {Short(statement.Sql)}"));
    }

    [Fact]
    public async Task QueryReturnedUnread_IsSentByNoLine()
    {
        var trace = await ShownAsync(lab.Feed, """
            public sealed class FeedEndpoint(SocialContext db)
            {
                public IQueryable<int> GetAsync(int userId, int take) => db.Users.Where(u => u.Id < 5).Select(u => u.Id);
            }
            """);

        Assert.Null(Assert.Single(trace.Statements).Line);
    }

    [Fact]
    public async Task ThrowingFirstRun_WhoseConnectionsOpeningLosesTheStack_KeepsItsLines()
    {
        var run = await RunAsync(lab.Feed, """
            using Microsoft.EntityFrameworkCore;
            public sealed class FeedEndpoint(SocialContext db)
            {
                public async Task<int> GetAsync(int userId, int take)
                {
                    await db.Users.CountAsync();
                    await db.Database.ExecuteSqlRawAsync("SELECT nothing");
                    return 1;
                }
            }
            """);

        Assert.Equal(OutcomeKind.RuntimeError, run.Outcome.Kind);
        Assert.Equal([6, 7], run.Trace.Statements.Select(statement => statement.Line));
    }

    [Theory]
    [InlineData("Say(1_000_000, 0, long.MinValue, long.MaxValue);")]
    [InlineData("Say(1, -1, long.MaxValue, long.MinValue);")]
    [InlineData("Say(3, 0, long.MinValue, long.MaxValue);\n#line 900000 \"FeedEndpoint.cs\"")]
    public async Task ForgedLines_AMillionOrAbsurd_ChangeNothingThatIsJudged(string forge)
    {
        const string source = """
            using System.Reflection;
            using Microsoft.EntityFrameworkCore;
            public sealed class FeedEndpoint(SocialContext db)
            {
                public async Task<List<FeedItem>> GetAsync(int userId, int take)
                {
                    FORGE
                    return await db.Posts.Where(p => p.Author.Followers.Any(f => f.FollowerId == userId)).OrderByDescending(p => p.CreatedAt).ThenBy(p => p.Id).Take(take)
                        .Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt)).ToListAsync();
                }
                // Reaches the runner's notes through the listener that it registered, and writes what was never sent.
                static void Say(int times, int backend, long from, long to)
                {
                    var watch = Watch();
                    var sending = Activator.CreateInstance(watch.GetType().Assembly.GetType("Learning.Runner.Running.Sending")!, [new (int, int)[] { (MethodBase.GetCurrentMethod()!.MetadataToken, 0) }])!;
                    sending.GetType().GetProperty("Backend")!.SetValue(sending, backend);
                    sending.GetType().GetProperty("To")!.SetValue(sending, to);
                    sending.GetType().GetField("<From>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(sending, from);
                    var queue = watch.GetType().GetField("_sendings", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(watch)!;
                    var enqueue = queue.GetType().GetMethod("Enqueue")!;
                    object[] one = [sending];
                    while (times-- > 0) enqueue.Invoke(queue, one);
                }
                static object? found;
                static object Watch()
                {
                    if (found is not null) return found;
                    const BindingFlags any = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;
                    using var source = new System.Diagnostics.ActivitySource("Npgsql");
                    var listeners = typeof(System.Diagnostics.ActivitySource).GetField("_listeners", any)!.GetValue(source)!;
                    return found = listeners.GetType().GetFields(any).Select(field => field.GetValue(listeners)).OfType<IEnumerable<System.Diagnostics.ActivityListener>>().SelectMany(all => all)
                        .Select(each => each?.ActivityStarted?.Target).First(target => target?.GetType().Name == "LineWatch")!;
                }
            }
            """;
        var run = await RunAsync(lab.Feed, source.Replace("FORGE", forge, StringComparison.Ordinal));

        Assert.True(run.Outcome.Kind == OutcomeKind.Completed, run.Outcome.Message);
        Assert.Single(run.Trace.Statements);
        Assert.Contains("PostId", run.Answer, StringComparison.Ordinal);
        Assert.True(run.Trace.Statements[0].Line is null or (> 0 and < 60), $"{run.Trace.Statements[0].Line}");
    }

    [Fact]
    public async Task SqlAnswer_StatementsBelongToTheQuerysFirstWord()
    {
        var trace = await ShownAsync(lab.Transactions, lab.Transactions.Starter.Text);

        var select = Array.FindIndex(lab.Transactions.Starter.Text.Split('\n'), line => line.StartsWith("SELECT", StringComparison.Ordinal)) + 1;
        Assert.Equal(select, Assert.Single(trace.Statements).Line);
    }

    private async Task<StatementTrace> ShownAsync(Exercise exercise, string source)
    {
        var run = await RunAsync(exercise, source);
        Assert.True(run.Outcome.Kind == OutcomeKind.Completed, run.Outcome.Message);
        return run.Trace;
    }

    private async Task<Run> RunAsync(Exercise exercise, string source)
    {
        await using var attempt = await lab.Sandbox.OpenAsync(exercise, source, CancellationToken.None);
        Assert.True(attempt.Prepared.Prepared.Kind == OutcomeKind.Completed, attempt.Prepared.Prepared.Message);
        return (await attempt.GatherAsync(EvidenceKind.Visible, attempt.Prepared, CancellationToken.None)).Visible!.Yours;
    }

    private static string Short(string sql) => sql.Contains("FROM", StringComparison.Ordinal) ? sql.Split("FROM ")[1].Split(' ')[0].Trim() : sql.Split('\n')[0];
}
