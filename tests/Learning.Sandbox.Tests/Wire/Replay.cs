using System.Buffers.Binary;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Wire;

/// <summary>The state machine without sockets, on a clock of its own.</summary>
internal sealed class Replay : IDisposable
{
    private static readonly long Millisecond = System.Diagnostics.Stopwatch.Frequency / 1_000;

    private readonly Ledger _ledger;
    private readonly FrontendReader _frontend;
    private readonly BackendReader _backend;
    private readonly MessageFramer _fromClient;
    private readonly MessageFramer _fromServer;
    private long _now = Millisecond;
    private long _toServer;
    private long _toClient;
    private bool _greeted;

    public Replay(DoorOptions? options = null)
    {
        options ??= new DoorOptions { Directory = "", ServerSocket = "", Role = "", Database = "" };
        _ledger = new Ledger(options, limit => Limit = limit);
        Tracker = new SessionTracker(_ledger);
        (_frontend, _backend) = (new FrontendReader(Tracker), new BackendReader(Tracker));
        var budget = new BufferBudget(options.MaxBufferedBytes);
        _fromClient = new MessageFramer(FrontendReader.KnownTypes, options.MaxMessageBytes, budget, client: true);
        _fromServer = new MessageFramer(BackendReader.KnownTypes, options.MaxMessageBytes, budget, client: false);
        _ledger.Begin(0);
    }

    public SessionTracker Tracker { get; }
    public string? Limit { get; private set; }

    /// <summary>A session past its start-up.</summary>
    public static Replay Started(DoorOptions? options = null)
    {
        var replay = new Replay(options) { _greeted = true };
        replay.Server(Message.Of('R').Int32(0), Message.Of('K').Int32(77).Int32(1), Message.Of('Z').Byte('I'));
        return replay;
    }

    public void Client(params Message[] messages) => Feed('C', [.. messages.SelectMany(message => message.ToArray())]);
    public void Server(params Message[] messages) => Feed('S', [.. messages.SelectMany(message => message.ToArray())]);

    public void Feed(char from, byte[] bytes, int pieceBytes = int.MaxValue)
    {
        _now += Millisecond;
        if (from == 'C' && !_greeted)
        {
            // A wish for encryption is eight bytes, and declined with one.
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
            _greeted = length != 8;
            bytes = bytes[length..];
        }
        else if (!_greeted)
        {
            bytes = bytes[1..];
        }
        for (var rest = bytes.AsMemory(); !rest.IsEmpty;)
        {
            var framer = from == 'C' ? _fromClient : _fromServer;
            var free = framer.Free();
            var count = Math.Min(Math.Min(rest.Length, free.Length), pieceBytes);
            rest[..count].CopyTo(free);
            framer.Received(count);
            rest = rest[count..];
            while (framer.TryRead(out var message))
                Read(from, message);
        }
    }

    public WireRecord End() => _ledger.End(_now + Millisecond);

    public void Dispose()
    {
        _fromClient.Dispose();
        _fromServer.Dispose();
    }

    private void Read(char from, ReadOnlySpan<byte> message)
    {
        if (from == 'C')
        {
            _frontend.Read(message, new Stamp(_now, _toServer += message.Length));
            Tracker.ServerHas(new Stamp(_now, _toServer));
        }
        else
        {
            _backend.Read(message, new Stamp(_now, _toClient += message.Length));
            Tracker.ClientHas(new Stamp(_now, _toClient));
        }
    }
}
