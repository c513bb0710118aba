// tries: Cancel statements of others with guessed process ids and keys; its own, which it knows, can be cancelled.
// expect: RuntimeError 57014
public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Connection.OpenAsync();
        await using var slow = new Npgsql.NpgsqlCommand("SELECT pg_sleep(5)", db.Connection);
        var running = slow.ExecuteNonQueryAsync();
        for (var pid = 1; pid < 100; pid++)
        {
            using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
            socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(new Npgsql.NpgsqlConnectionStringBuilder(db.Connection.ConnectionString).Host + "/.s.PGSQL.5432"));
            socket.Send([0, 0, 0, 16, 4, 210, 22, 46, 0, 0, (byte)(pid >> 8), (byte)pid, 1, 2, 3, 4]);
            socket.Receive(new byte[1]);
        }
        if (running.IsCompleted) throw new InvalidOperationException("a guess hit");
        slow.Cancel();
        await running;
        return null;
    }
}
