using System.Net.Sockets;
using System.Text;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>A client that says what no driver would.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public static async Task<RawClient> ConnectAsync(string path)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return client;
    }

    public static async Task<RawClient> StartAsync(string path, int version = 0x30000)
    {
        var client = await ConnectAsync(path);
        await client.AskForASessionAsync(version);
        await client.UntilAsync('Z');
        return client;
    }

    public Task AskForASessionAsync(int version = 0x30000) =>
        SendAsync(Message.Of('x').Int32(version).Text("user").Text("postgres").Text("database").Text("postgres").Byte('\0').ToArray()[1..]);

    public async Task SendAsync(params Message[] messages) => await SendAsync([.. messages.SelectMany(message => message.ToArray())]);
    public async Task SendAsync(byte[] bytes) => await _socket.SendAsync(bytes);

    /// <summary>Types of the messages up to and with this one.</summary>
    public async Task<string> UntilAsync(char type)
    {
        var types = new StringBuilder();
        var header = new byte[5];
        while (types.Length == 0 || types[^1] != type)
        {
            if (!await FillAsync(header))
                return types.Append('.').ToString();
            types.Append((char)header[0]);
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - 4;
            await FillAsync(new byte[length]);
        }
        return types.ToString();
    }

    /// <summary>A dot when the other side has closed.</summary>
    public Task<string> UntilClosedAsync() => UntilAsync('\0').WaitAsync(TimeSpan.FromSeconds(10));

    public async Task<int> ReceiveAsync(byte[] into) => await _socket.ReceiveAsync(into);

    public void Dispose() => _socket.Dispose();

    private async Task<bool> FillAsync(Memory<byte> into)
    {
        while (!into.IsEmpty)
        {
            int count;
            try
            {
                count = await _socket.ReceiveAsync(into);
            }
            catch (SocketException)
            {
                return false;
            }
            if (count == 0)
                return false;
            into = into[count..];
        }
        return true;
    }
}
