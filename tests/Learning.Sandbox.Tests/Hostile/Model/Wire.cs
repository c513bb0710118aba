using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
/// <summary>The protocol by hand: what no driver would send.</summary>
public sealed class Wire : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    public Wire(ItemContext db)
    {
        var door = new Npgsql.NpgsqlConnectionStringBuilder(db.Connection.ConnectionString).Host!;
        socket.Connect(new UnixDomainSocketEndPoint(door + "/.s.PGSQL.5432"));
        byte[] names = [.. Text("user"), .. Text("learner"), .. Text("database"), .. Text("lab"), 0];
        socket.Send([.. Int32(names.Length + 8), .. Int32(196608), .. names]);
        Until('Z');
    }
    public void Send(params byte[][] messages) => socket.Send(messages.SelectMany(each => each).ToArray());
    public byte[] Query(string sql) => Message('Q', Text(sql));
    public byte[] Parse(string sql) => Message('P', [0, .. Text(sql), 0, 0]);
    public byte[] Bind() => Message('B', [0, 0, 0, 0, 0, 0, 0, 0]);
    public byte[] Execute(int most) => Message('E', [0, .. Int32(most)]);
    public byte[] Flush() => Message('H', []);
    public byte[] Sync() => Message('S', []);
    /// <summary>Reads to the first message of this type; how many rows came by.</summary>
    public int Until(char type)
    {
        for (var rows = 0; ; )
        {
            var head = Take(5);
            Take(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4);
            if (head[0] == 'D') rows++;
            if (head[0] == type) return rows;
            if (head[0] == 'E') throw new InvalidOperationException("the server refused");
        }
    }
    public byte[] Take(int count)
    {
        var bytes = new byte[count];
        for (var have = 0; have < count; ) { var got = socket.Receive(bytes.AsSpan(have)); if (got == 0) throw new EndOfStreamException(); have += got; }
        return bytes;
    }
    public void Dispose() => socket.Dispose();
    private static byte[] Message(char type, byte[] body) => [(byte)type, .. Int32(body.Length + 4), .. body];
    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
    private static byte[] Int32(int value) { var bytes = new byte[4]; BinaryPrimitives.WriteInt32BigEndian(bytes, value); return bytes; }
}
