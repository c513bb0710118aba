namespace Learning.Sandbox.Tests.Wire;

/// <summary>Builds protocol messages by hand.</summary>
internal sealed class Message
{
    private readonly List<byte> _body = [];
    private readonly char _type;

    private Message(char type) => _type = type;

    public static Message Of(char type) => new(type);
    public static Message Query(string sql) => Of('Q').Text(sql);
    public static Message Parse(string name, string sql) => Of('P').Text(name).Text(sql).Int16(0);
    public static Message Bind(string portal, string name) => Of('B').Text(portal).Text(name).Int16(0).Int16(0).Int16(0);
    public static Message Execute(string portal, int rows = 0) => Of('E').Text(portal).Int32(rows);
    public static Message Sync => Of('S');
    public static Message Parsed => Of('1');
    public static Message Bound => Of('2');
    public static Message Row => Of('D').Int16(0);
    public static Message Ready(char state = 'I') => Of('Z').Byte(state);
    public static Message Done(string command) => Of('C').Text(command);
    public static Message Error(string state, string text = "no", string severity = "ERROR") => Of('E').Byte('V').Text(severity).Byte('C').Text(state).Byte('M').Text(text).Byte('\0');
    /// <summary>An error of the parser's: it points into the text.</summary>
    public static Message Misread(string state) => Of('E').Byte('V').Text("ERROR").Byte('C').Text(state).Byte('M').Text("no").Byte('P').Text("8").Byte('\0');

    public Message Byte(char value) => Bytes([(byte)value]);
    public Message Int16(int value) => Bytes([(byte)(value >> 8), (byte)value]);
    public Message Int32(int value) => Bytes([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
    public Message Text(string value) => Bytes([.. System.Text.Encoding.UTF8.GetBytes(value), 0]);

    public Message Bytes(byte[] bytes)
    {
        _body.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [(byte)_type, .. Of('x').Int32(_body.Count + 4)._body, .. _body];
}
