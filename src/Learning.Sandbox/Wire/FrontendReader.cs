using System.Globalization;

namespace Learning.Sandbox.Wire;

/// <summary>Reads the client's messages strictly and tells the tracker. False ends the session: the client said goodbye.</summary>
internal sealed class FrontendReader(SessionTracker tracker)
{
    public const string KnownTypes = "QPBDECSHFdcfX";

    /// <summary>The server writes each statement into its log, where a longer one could not be read as a whole. Parameters may be longer.</summary>
    public const int MostStatementBytes = 1 << 20;

    /// <summary>
    /// What the server reads of the messages that carry a name at most (pqcomm.h, PQ_SMALL_MESSAGE_LIMIT), their length included. It closes the session
    /// without a word when one is longer, which would look like its own end.
    /// </summary>
    public const int MostShortBytes = 10_000;

    private static ReadOnlySpan<byte> Short => "DCESHcfX"u8;

    public bool Read(ReadOnlySpan<byte> message, Stamp at)
    {
        if (message.Length - 1 > MostShortBytes && Short.Contains(message[0]))
            throw new WireFaultException($"a message of {message.Length:N0} bytes where {MostShortBytes:N0} are the most", client: true);
        if ((char)message[0] is 'Q' or 'P' && message.Length > MostStatementBytes)
            throw new WireFaultException($"a statement of {message.Length:N0} bytes, over the limit of {MostStatementBytes:N0}", client: true);
        var cursor = new WireCursor(message[MessageFramer.HeaderBytes..], client: true);
        switch ((char)message[0])
        {
            case 'Q':
                tracker.Query(Last(ref cursor), at);
                break;
            case 'P':
                Parse(ref cursor);
                break;
            case 'B':
                Bind(ref cursor);
                break;
            case 'D':
                var (describePortal, described) = Target(ref cursor);
                tracker.Describe(describePortal, described);
                break;
            case 'E':
                var portal = cursor.Text();
                cursor.Int32();
                cursor.End();
                tracker.Execute(portal, at);
                break;
            case 'C':
                var (closePortal, closed) = Target(ref cursor);
                tracker.Close(closePortal, closed);
                break;
            case 'S':
                cursor.End();
                tracker.Sync();
                break;
            case 'H':
                cursor.End();
                tracker.Flush();
                break;
            case 'F':
                Function(ref cursor, at);
                break;
            case 'd':
                tracker.Copy(ended: false);
                break;
            case 'c':
                cursor.End();
                tracker.Copy(ended: true);
                break;
            case 'f':
                Last(ref cursor);
                tracker.Copy(ended: true);
                break;
            case 'X':
                cursor.End();
                return false;
            default:
                throw new WireFaultException(string.Create(CultureInfo.InvariantCulture, $"a message of unknown type 0x{message[0]:x2}"), client: true);
        }
        return true;
    }

    private static string Last(ref WireCursor cursor)
    {
        var text = cursor.Text();
        cursor.End();
        return text;
    }

    private static (bool Portal, string Name) Target(ref WireCursor cursor)
    {
        var kind = (char)cursor.Byte();
        if (kind is not ('S' or 'P'))
            throw new WireFaultException("a message about neither a statement nor a portal", client: true);
        return (kind == 'P', Last(ref cursor));
    }

    private void Parse(ref WireCursor cursor)
    {
        var (name, sql) = (cursor.Text(), cursor.Text());
        var types = new int[cursor.Count()];
        foreach (ref var type in types.AsSpan())
            type = cursor.Int32();
        cursor.End();
        tracker.Parse(name, sql, types);
    }

    private void Bind(ref WireCursor cursor)
    {
        var (portal, statement) = (cursor.Text(), cursor.Text());
        var formats = Formats(ref cursor);
        var types = tracker.TypesOf(statement) ?? [];
        var values = new string?[cursor.Count()];
        if (formats.Length > 1 && formats.Length != values.Length)
            throw new WireFaultException("a Bind whose formats do not match its parameters", client: true);
        var cut = false;
        for (var i = 0; i < values.Length; i++)
        {
            var length = cursor.Int32();
            if (length == -1)
                continue;
            var format = formats.Length switch { 0 => (short)0, 1 => formats[0], _ => formats[i] };
            values[i] = ParameterText.Of(i < types.Length ? types[i] : 0, format, cursor.Take(length), ref cut);
        }
        Formats(ref cursor);
        cursor.End();
        tracker.Bind(portal, statement, new BoundParameters(values, cut));
    }

    private static short[] Formats(ref WireCursor cursor)
    {
        var formats = new short[cursor.Count()];
        foreach (ref var format in formats.AsSpan())
        {
            format = cursor.Int16();
            if (format is not (0 or 1))
                throw new WireFaultException("a format that is neither text nor binary", client: true);
        }
        return formats;
    }

    private void Function(ref WireCursor cursor, Stamp at)
    {
        var function = cursor.Int32();
        Formats(ref cursor);
        var arguments = cursor.Count();
        for (var i = 0; i < arguments; i++)
        {
            var length = cursor.Int32();
            if (length != -1)
                cursor.Take(length);
        }
        cursor.Int16();
        cursor.End();
        tracker.FunctionCall(function, at);
    }
}
