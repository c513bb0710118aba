// tries: Bring settings in with the start-up message: libraries to load, no time limit, no logging, replication. Nothing of it arrives; a time zone does.
// expect: answers UTC-03, 0, all, 4MB, lab
public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var options = "-c statement_timeout=5 -c log_statement=none -c work_mem=64MB -c local_preload_libraries=x";
        var builder = new Npgsql.NpgsqlConnectionStringBuilder(db.Connection.ConnectionString) { Options = options, Timezone = "UTC-03", ApplicationName = "lab", SearchPath = "pg_temp", Pooling = false };
        await using var connection = new Npgsql.NpgsqlConnection(builder.ToString());
        await connection.OpenAsync();
        var answers = new List<string>();
        foreach (var name in new[] { "TimeZone", "statement_timeout", "log_statement", "work_mem", "application_name" })
        {
            await using var command = new Npgsql.NpgsqlCommand("SHOW " + name, connection);
            answers.Add((string)(await command.ExecuteScalarAsync())!);
        }
        return answers;
    }
}
