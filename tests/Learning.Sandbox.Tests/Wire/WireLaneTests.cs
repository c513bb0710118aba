using System.Diagnostics;
using System.Net.Sockets;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>One direction of a session, between two real sockets.</summary>
public sealed class WireLaneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wl-").FullName;
    private readonly DelayLine _line = new();

    public void Dispose()
    {
        _line.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>180,000 rows once took five seconds and a processor of the supervisor's: each was a write of its own, and 32 of them all that one delay let through.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Send_ManySmallMessages_WritesThemTogether(double delayMs)
    {
        var (from, to) = await PairAsync();
        using var _ = from;
        using var __ = to;
        var writes = 0;
        var lane = new WireLane(from, _line, delayMs, _ => Interlocked.Increment(ref writes), () => { }, CancellationToken.None);
        var row = Enumerable.Range(0, 27).Select(each => (byte)each).ToArray();
        for (var i = 0; i < 300; i++)
            lane.Append(row);

        var sending = lane.SendAsync(Stopwatch.GetTimestamp(), CancellationToken.None);
        var read = new byte[300 * 27];
        for (var at = 0; at < read.Length;)
            at += await to.ReceiveAsync(read.AsMemory(at));
        await sending;
        await lane.CompleteAsync(CancellationToken.None);

        Assert.Equal(1, writes);
        Assert.Equal(Enumerable.Repeat(row, 300).SelectMany(each => each), read);
    }

    private async Task<(Socket From, Socket To)> PairAsync()
    {
        var at = new UnixDomainSocketEndPoint(Path.Combine(_folder, "s"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(at);
        listener.Listen();
        var from = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await from.ConnectAsync(at);
        return (from, await listener.AcceptAsync());
    }
}
