// tries: Go on reading in the background when the answer has been given, for the next call.
// expect: RuntimeError not whole
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size)
    {
        var connection = new Npgsql.NpgsqlConnection(db.Connection.ConnectionString);
        connection.Open();
        new Thread(() => { try { while (true) { using var command = new Npgsql.NpgsqlCommand("SELECT pg_sleep(0.05), * FROM item LIMIT 3", connection); using var reader = command.ExecuteReader(); while (reader.Read()) { } } } catch (Exception) { } }) { IsBackground = true }.Start();
        Thread.Sleep(120);
        return 7;
    }
}
