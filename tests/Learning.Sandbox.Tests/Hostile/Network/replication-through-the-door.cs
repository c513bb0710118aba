// tries: Open a replication connection, which streams the whole cluster's changes and files, hidden data included.
// expect: RuntimeError syntax error
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(new Npgsql.NpgsqlConnectionStringBuilder(db.Connection.ConnectionString).Host + "/.s.PGSQL.5432"));
        byte[] names = [.. System.Text.Encoding.UTF8.GetBytes("user\0learner\0database\0lab\0replication\0true\0\0")];
        byte[] head = [0, 0, 0, (byte)(names.Length + 8), 0, 3, 0, 0];
        socket.Send([.. head, .. names]);
        var query = System.Text.Encoding.UTF8.GetBytes("IDENTIFY_SYSTEM\0");
        socket.Send([(byte)'Q', 0, 0, 0, (byte)(query.Length + 4), .. query]);
        var said = "";
        var bytes = new byte[8192];
        while (!said.Contains("syntax error") && socket.Receive(bytes) is > 0 and var count) said += System.Text.Encoding.UTF8.GetString(bytes, 0, count);
        throw new InvalidOperationException(said.Contains("syntax error") ? "syntax error" : said);
    }
}
