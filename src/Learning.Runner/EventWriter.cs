using Learning.Sandbox.Protocol;

namespace Learning.Runner;

/// <summary>Whole lines on the real standard output, from any thread.</summary>
internal sealed class EventWriter(Stream stream)
{
    private readonly Lock _gate = new();

    public void Send(RunEvent said)
    {
        var line = ProtocolJson.Line(said);
        lock (_gate)
        {
            stream.Write(line);
            stream.WriteByte((byte)'\n');
            stream.Flush();
        }
    }
}
