using System.Collections.Concurrent;
using System.Net.Sockets;
using Learning.Sandbox.Tests.Wire;
using Learning.Sandbox.Wire;
using Xunit.Abstractions;

namespace Learning.Sandbox.Tests.Fuzzing;

/// <summary>Damaged recordings from both sides through a real door: whatever comes, it ends its session, in time, and says what it missed.</summary>
public sealed class DoorFuzzTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Recordings = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Wire", "Recordings"), "*.hex").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("fz-").FullName;
    private readonly WireProxy _proxy = new();
    private readonly ConcurrentBag<WeakReference> _doors = [];

    public static TheoryData<string> Found => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Found"), "*.hex").Select(file => Path.GetFileName(file))];

    public void Dispose()
    {
        _proxy.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Door_BetweenDamagedRecordings_NeitherFailsNorHangs()
    {
        await FuzzRun.RunAsync(output, DamagedAsync);
        await ForgottenAsync();
    }

    private async Task DamagedAsync(Random random)
    {
        var whole = Tape.Load(Recordings[random.Next(Recordings.Length)]);
        var side = random.Next(3); // the client's bytes, the server's, or both
        var tape = new Tape([.. whole.Lines.Select(line => (line.From, side == 2 || (side == 0) == (line.From == 'C') ? Mutation.Of(line.Bytes, random) : line.Bytes))]);
        try
        {
            await PlayAsync(tape);
        }
        catch
        {
            tape.Save(FuzzRun.KeepAt(".hex"));
            throw;
        }
    }

    /// <summary>No door, and so nothing of its session, is held by anybody once it is closed.</summary>
    private async Task ForgottenAsync()
    {
        for (var tries = 0; tries < 100 && _doors.Any(door => door.IsAlive); tries++)
        {
            await Task.Delay(50);
            GC.Collect();
        }
        Assert.Equal(0, _doors.Count(door => door.IsAlive));
    }

    [Theory]
    [MemberData(nameof(Found))]
    public Task Door_BetweenWhatWasFoundBefore_NeitherFailsNorHangs(string file) => PlayAsync(Tape.At(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Found", file)));

    private async Task PlayAsync(Tape tape)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N")[..8])).FullName;
        var options = new DoorOptions { Directory = folder, ServerSocket = Path.Combine(folder, "server"), Role = "learner", Database = "lab" };
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(options.ServerSocket));
        listener.Listen();
        using var over = new CancellationTokenSource();
        var serving = ServeAsync(listener, [.. tape.Lines.Where(line => line.From == 'S').Select(line => line.Bytes)], over.Token);

        var door = _proxy.OpenDoor(options);
        _doors.Add(new(door));
        using (var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await client.ConnectAsync(new UnixDomainSocketEndPoint(options.SocketPath));
            await SendAsync(client, [.. tape.Lines.Where(line => line.From == 'C').Select(line => line.Bytes)]);
            client.Shutdown(SocketShutdown.Send);
            await DrainAsync(client, over.Token).WaitAsync(TimeSpan.FromMilliseconds(150)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await door.CloseAsync(CancellationToken.None).WaitAsync(Patience);
        var record = door.EndCall();
        await over.CancelAsync();
        await serving.WaitAsync(Patience);

        Assert.DoesNotContain("The proxy failed", record.Gap ?? "", StringComparison.Ordinal);
        Assert.InRange(record.Count, 0, 1000);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task ServeAsync(Socket listener, IReadOnlyList<byte[]> says, CancellationToken over)
    {
        try
        {
            using var server = await listener.AcceptAsync(over);
            await server.ReceiveAsync(new byte[4096], over);
            // Past the byte that declines encryption, which is the door's own to say.
            await SendAsync(server, [.. says.Select((bytes, at) => at == 0 && bytes.Length > 0 && bytes[0] == (byte)'N' ? bytes[1..] : bytes)]);
            await DrainAsync(server, over);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // nobody connected, or the door hung up
        }
    }

    private static async Task SendAsync(Socket socket, IEnumerable<byte[]> all)
    {
        try
        {
            foreach (var bytes in all.Where(bytes => bytes.Length > 0))
                await socket.SendAsync(bytes);
        }
        catch (SocketException)
        {
            // the door hung up, as it may
        }
    }

    private static async Task DrainAsync(Socket socket, CancellationToken over)
    {
        var buffer = new byte[8192];
        try
        {
            while (await socket.ReceiveAsync(buffer, over) > 0)
            {
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // as good an end as any
        }
    }
}
