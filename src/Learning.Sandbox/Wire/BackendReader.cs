namespace Learning.Sandbox.Wire;

/// <summary>
/// Reads the server's messages strictly and tells the tracker. The key for cancelling is kept back: the client gets
/// one of the door's own.
/// </summary>
internal sealed class BackendReader(SessionTracker tracker)
{
    public const string KnownTypes = "123tTnDCIEVZsGHdcNSARKv";

    /// <summary>PostgreSQL's longest tag is a third of it ("CREATE TEXT SEARCH CONFIGURATION"), its states are five characters, and every statement keeps one.</summary>
    private const int LongestWord = 100;

    /// <summary>The server's own key, once it has told it.</summary>
    public byte[]? CancelKey { get; private set; }

    /// <summary>True when the message is BackendKeyData, which is not to be passed on as it is.</summary>
    public bool Read(ReadOnlySpan<byte> message, Stamp at)
    {
        var cursor = new WireCursor(message[MessageFramer.HeaderBytes..], client: false);
        var type = (char)message[0];
        if (!tracker.Started)
            return Start(type, ref cursor, message.Length, at);
        switch (type)
        {
            case '1':
                tracker.ParseComplete();
                break;
            case '2':
                tracker.BindComplete();
                break;
            case '3':
                tracker.CloseComplete();
                break;
            case 't':
                tracker.ParameterDescription(Types(ref cursor));
                break;
            case 'T':
                tracker.RowDescription(at);
                break;
            case 'n':
                tracker.NoData();
                break;
            case 'D' or 'd':
                tracker.Row(message.Length, at);
                break;
            case 'C':
                tracker.CommandComplete(Cut(cursor.Text()), at);
                break;
            case 'I':
                tracker.EmptyQuery(at);
                break;
            case 's':
                tracker.PortalSuspended(at);
                break;
            case 'V':
                tracker.FunctionResult(message.Length, at);
                break;
            case 'G':
                tracker.CopyIn(at);
                break;
            case 'H':
                tracker.CopyOut(at);
                break;
            case 'c':
                break;
            case 'E':
                tracker.Said(message.Length);
                tracker.Error(Fault(ref cursor, message.Length), at);
                break;
            case 'Z':
                tracker.ReadyForQuery((char)cursor.Byte(), at);
                break;
            default:
                Aside(type, ref cursor, message.Length);
                break;
        }
        return false;
    }

    private bool Start(char type, ref WireCursor cursor, int bytes, Stamp at)
    {
        switch (type)
        {
            case 'R':
                if (cursor.Int32() != 0)
                    throw new WireFaultException("the server asks the door to authenticate", client: false);
                break;
            case 'K':
                tracker.BackendPid = cursor.Int32();
                CancelKey = cursor.Take(cursor.Remaining).ToArray();
                return true;
            case 'Z':
                tracker.ReadyForQuery((char)cursor.Byte(), at);
                break;
            case 'E':
                tracker.Ending(Fault(ref cursor, bytes));
                break;
            case 'v':
                break;
            default:
                Aside(type, ref cursor, bytes);
                break;
        }
        return false;
    }

    /// <summary>What a server may say at any time.</summary>
    private void Aside(char type, ref WireCursor cursor, int bytes)
    {
        if (type is 'N' or 'A')
        {
            tracker.Said(bytes);
            return;
        }
        if (type != 'S')
            throw new WireFaultException($"a message out of place ({type})", client: false);
        var (name, value) = (cursor.Text(), cursor.Text());
        if (name == "standard_conforming_strings")
            tracker.BackslashQuotes |= value != "on";
        // Another encoding would make another text of the statements than the one recorded.
        if (name == "client_encoding" && value != "UTF8")
            throw new WireFaultException("client_encoding set to something else than UTF8", client: true);
    }

    private static int[] Types(ref WireCursor cursor)
    {
        var types = new int[cursor.Count()];
        foreach (ref var type in types.AsSpan())
            type = cursor.Int32();
        cursor.End();
        return types;
    }

    private static string Cut(string word) => word.Length <= LongestWord ? word : word[..LongestWord];

    private static ServerFault Fault(ref WireCursor cursor, int bytes)
    {
        var (state, text, fatal, positioned) = ("", "", false, false);
        while (cursor.Byte() is var field && field != 0)
        {
            var value = cursor.Text();
            switch ((char)field)
            {
                case 'C':
                    state = Cut(value);
                    break;
                case 'M':
                    text = value.Length > 500 ? value[..500] + "…" : value;
                    break;
                case 'V':
                    fatal = value is "FATAL" or "PANIC";
                    break;
                case 'P':
                    positioned = true;
                    break;
            }
        }
        return new(state, text, fatal, positioned, bytes);
    }
}
