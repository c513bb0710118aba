// tries: Keep the connection string and connect when the call is over, from a thread that goes on: the door is closed then. The second call sees what became of the first one's.
// expect: answers 7
// expect: 0 statements, 0 rows
public sealed class Query(ItemContext db)
{
    private static string? first;
    public object RunAsync(int size)
    {
        var own = db.Connection.ConnectionString;
        if (first is null || first == own) { first = own; return 7; }
        try { using var connection = new Npgsql.NpgsqlConnection(first); connection.Open(); return "it connected"; } catch (Exception) { return 7; }
    }
}
