using System.Buffers.Binary;
using System.Text;

namespace Learning.Sandbox.Wire;

/// <summary>The few messages that the proxy writes itself.</summary>
internal static class WireText
{
    public static byte[] BackendKey(int pid, ReadOnlySpan<byte> key)
    {
        var message = Message('K', 4 + key.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(5), pid);
        key.CopyTo(message.AsSpan(9));
        return message;
    }

    public static byte[] Fatal(string state, string text)
    {
        var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{state}\0M{text}\0\0");
        var message = Message('E', fields.Length);
        fields.CopyTo(message, 5);
        return message;
    }

    private static byte[] Message(char type, int body)
    {
        var message = new byte[5 + body];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body);
        return message;
    }
}
