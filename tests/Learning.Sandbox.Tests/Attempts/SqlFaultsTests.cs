using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Tests.Clusters;
using Npgsql;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>What a real server complains about, at the place in the answer's file.</summary>
public sealed class SqlFaultsTests(BookClusters books) : IClassFixture<BookClusters>
{
    [Theory]
    [InlineData("SELECT titel FROM book", 1, 8, 1, 13, "(42703)")]
    [InlineData("SELECT id\nFROM book\nWHERE titel = 'x'", 3, 7, 3, 12, "(42703)")]
    [InlineData("-- one\nSELECT id\nFROM\n  buch;", 4, 3, 4, 7, "(42P01)")]
    [InlineData("SELECT 'é', titel FROM book", 1, 13, 1, 18, "(42703)")]
    [InlineData("SELECT '🚀🚀', titel FROM book", 1, 16, 1, 21, "(42703)")]
    [InlineData("-- 🚀 and é\nSELECT 1 AS ü,\n       '🚀', titel FROM book", 3, 14, 3, 19, "(42703)")]
    [InlineData("SELECT id FROM book WHERE WHERE id = 1", 1, 27, 1, 32, "(42601)")]
    [InlineData("SELECT id FROM book WHERE", 1, 21, 1, 26, "(42601)")]
    [InlineData("SELECT id FROM book WHERE title = 1", 1, 33, 1, 34, "(42883)")]
    [InlineData("  SELECT count(*) FROM book b WHERE b.titel = ''", 1, 37, 1, 38, "(42703)")]
    [InlineData("-- at run time\nSELECT id,\n  1 / (id - id) FROM book", 2, 1, 2, 11, "Line 2: division by zero (22012)")]
    [InlineData("SELECT set_config('work_mem', '1GB', false)", 1, 1, 1, 44, "The settings are the same for every answer. (42501)")]
    [InlineData("SELECT pg_advisory_lock(1)", 1, 1, 1, 27, "permission denied for function pg_advisory_lock (42501)")]
    public async Task From_QueryThatTheServerRefuses_MarksThePlace(string sql, int line, int column, int endLine, int endColumn, string said) =>
        await MarkedAsync(await LearnerAsync(), sql, line, column, endLine, endColumn, said);

    [Theory]
    [InlineData("CREATE INDEX ON book titel, shelf;", 1, 22, 1, 27, "(42601)")]
    [InlineData("CREATE INDEX i\n  ON book (shelf, titel);", 1, 1, 1, 15, "column \"titel\" does not exist (42703)")]
    [InlineData("SELECT 1;\n\nCREATE UNIQUE INDEX i ON book (shelf);", 3, 1, 3, 38, "could not create unique index \"i\" (23505)")]
    [InlineData("SELECT 1; CREATE INDEX i ON book (shelf) WHERE titel = 'é'", 1, 48, 1, 53, "(42703)")]
    public async Task From_DdlThatTheServerRefuses_MarksThePlace(string sql, int line, int column, int endLine, int endColumn, string said) =>
        await MarkedAsync(await books.Cluster.OpenAsync(ClusterRole.Owner, "visible", CancellationToken.None), sql, line, column, endLine, endColumn, said);

    [Fact]
    public async Task From_ErrorThatQuotesAValueOfMegabytes_IsCut()
    {
        await using var connection = await LearnerAsync();
        await using var command = new NpgsqlCommand("SELECT repeat('x', 2000000)::int", connection);
        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        var outcome = SqlFaults.From(error, SqlScript.Split(command.CommandText)[0]);

        Assert.StartsWith("Line 1: invalid input syntax for type integer", outcome.Message, StringComparison.Ordinal);
        Assert.EndsWith("(22P02)", outcome.Message, StringComparison.Ordinal);
        Assert.InRange(outcome.Message.Length, 1_000, 4_100);
        Assert.InRange(Assert.Single(outcome.Diagnostics).Message.Length, 1_000, 4_100);
    }

    private static async Task MarkedAsync(NpgsqlConnection connection, string sql, int line, int column, int endLine, int endColumn, string said)
    {
        await using (connection)
        {
            var part = SqlScript.Split(sql)[^1];
            await using var command = new NpgsqlCommand(part.Text, connection);
            var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

            var outcome = SqlFaults.From(error, part);

            var mark = Assert.Single(outcome.Diagnostics);
            Assert.Equal((line, column, endLine, endColumn), (mark.Line, mark.Column, mark.EndLine, mark.EndColumn));
            Assert.Contains(said, outcome.Message, StringComparison.Ordinal);
        }
    }

    private async Task<NpgsqlConnection> LearnerAsync()
    {
        var connection = new NpgsqlConnection($"Host={Path.GetDirectoryName(books.Cluster.ServerSocket)};Username=learner;Database=visible;Pooling=false;Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        return connection;
    }
}
