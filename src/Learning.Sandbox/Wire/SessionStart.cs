using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Learning.Sandbox.Wire;

/// <summary>What a client opens with: a session, or the wish to cancel another's statement.</summary>
internal sealed record SessionStart
{
    private const int SslRequest = 80877103;
    private const int GssRequest = 80877104;
    private const int CancelRequest = 80877102;
    /// <summary>The server's own (MAX_STARTUP_PACKET_LENGTH).</summary>
    private const int MaxBytes = 10_000;

    /// <summary>What may be chosen without changing what is graded or who is asking.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "application_name", "DateStyle", "IntervalStyle", "TimeZone", "extra_float_digits",
    };

    public int Version { get; init; }
    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];
    /// <summary>Process id and key of the session whose statement is to be cancelled.</summary>
    public (int Pid, byte[] Key)? Cancel { get; init; }

    /// <summary>Null when the client left without a word. Encryption is declined: the line is a socket on this machine.</summary>
    public static async Task<SessionStart?> ReadAsync(Socket client, CancellationToken cancellationToken)
    {
        for (var refusals = 0; refusals <= 2; refusals++)
        {
            if (await ReadPacketAsync(client, cancellationToken) is not { } packet)
                return null;
            if (BinaryPrimitives.ReadInt32BigEndian(packet) is not (SslRequest or GssRequest))
                return Read(packet);
            if (packet.Length != 4)
                throw new WireFaultException("a malformed request for encryption", client: true);
            await client.SendAsync("N"u8.ToArray(), SocketFlags.None, cancellationToken);
        }
        throw new WireFaultException("encryption asked for again and again", client: true);
    }

    public static SessionStart Read(ReadOnlySpan<byte> packet)
    {
        var cursor = new WireCursor(packet, client: true);
        var version = cursor.Int32();
        if (version == CancelRequest)
            return new SessionStart { Cancel = (cursor.Int32(), cursor.Take(cursor.Remaining).ToArray()) };
        if (version >> 16 != 3)
            throw new WireFaultException($"a start-up message of protocol {version >> 16}.{version & 0xffff}", client: true);
        var parameters = new List<(string, string)>();
        while (cursor.Text() is { Length: > 0 } name)
            parameters.Add((name, cursor.Text()));
        cursor.End();
        return new SessionStart { Version = version, Parameters = parameters };
    }

    /// <summary>The start-up message that the server gets: this role and this database, and nothing that could matter.</summary>
    public byte[] ForServer(string role, string database)
    {
        foreach (var (name, value) in Parameters)
        {
            if (name.Equals("client_encoding", StringComparison.OrdinalIgnoreCase)
                && !value.Trim('\'', '"').Replace("-", "", StringComparison.Ordinal).Equals("UTF8", StringComparison.OrdinalIgnoreCase))
                throw new WireFaultException("a client_encoding that is not UTF8", client: true);
        }
        var text = new StringBuilder();
        foreach (var (name, value) in Parameters.Where(parameter => Harmless.Contains(parameter.Name))
            .Prepend(("client_encoding", "UTF8")).Prepend(("database", database)).Prepend(("user", role)))
            text.Append(name).Append('\0').Append(value).Append('\0');
        var body = Encoding.UTF8.GetBytes(text.Append('\0').ToString());
        var packet = new byte[8 + body.Length];
        if (packet.Length > MaxBytes)
            throw new WireFaultException($"a start-up message that comes to {packet.Length:N0} bytes", client: true);
        BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), Version);
        body.CopyTo(packet, 8);
        return packet;
    }

    public static byte[] CancelPacket(int pid, ReadOnlySpan<byte> key)
    {
        var packet = new byte[12 + key.Length];
        BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), CancelRequest);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(8), pid);
        key.CopyTo(packet.AsSpan(12));
        return packet;
    }

    private static async Task<byte[]?> ReadPacketAsync(Socket client, CancellationToken cancellationToken)
    {
        var header = new byte[4];
        if (!await FillAsync(client, header, cancellationToken))
            return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(header);
        if (length is < 8 or > MaxBytes)
            throw new WireFaultException($"a start-up message with length {length}", client: true);
        var packet = new byte[length - 4];
        return await FillAsync(client, packet, cancellationToken) ? packet : null;
    }

    private static async Task<bool> FillAsync(Socket client, Memory<byte> into, CancellationToken cancellationToken)
    {
        while (!into.IsEmpty)
        {
            var count = await client.ReceiveAsync(into, SocketFlags.None, cancellationToken);
            if (count == 0)
                return false;
            into = into[count..];
        }
        return true;
    }
}
