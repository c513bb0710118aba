// tries: Connect two hundred times without a word, then ask honestly: those who say nothing hold places only until they go.
// expect: 1 statement, 5 rows
using Microsoft.EntityFrameworkCore;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var silent = new List<System.Net.Sockets.Socket>();
        for (var i = 0; i < 200; i++)
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
            socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(new Npgsql.NpgsqlConnectionStringBuilder(db.Connection.ConnectionString).Host + "/.s.PGSQL.5432"));
            silent.Add(socket);
        }
        foreach (var socket in silent) socket.Dispose();
        for (var turn = 0; ; turn++)
        {
            try { await db.Connection.OpenAsync(); break; }
            catch (Npgsql.NpgsqlException) when (turn < 100) { await Task.Delay(20); }
        }
        return await db.Items.OrderBy(item => item.Id).Take(size).Select(item => item.Id).ToListAsync();
    }
}
