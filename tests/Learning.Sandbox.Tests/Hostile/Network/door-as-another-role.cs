// tries: Ask the proxy for the supervisor's role, the owner's, and other databases. It gives what it always gives.
// expect: answers learner, visible, learner, visible, learner, visible
public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var answers = new List<string>();
        foreach (var (role, database) in new[] { ("supervisor", "postgres"), ("owner", "a"), ("learner", "template1") })
        {
            var builder = new Npgsql.NpgsqlConnectionStringBuilder(db.Connection.ConnectionString) { Username = role, Database = database, Pooling = false };
            await using var connection = new Npgsql.NpgsqlConnection(builder.ToString());
            await connection.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand("SELECT current_user::text || ', ' || current_database()::text", connection);
            answers.AddRange(((string)(await command.ExecuteScalarAsync())!).Split(", "));
        }
        return answers;
    }
}
