namespace Learning.Sandbox.Wire;

/// <summary>The witness: opens doors to clusters and delays what passes through them. One per process, for its one timer thread.</summary>
internal sealed class WireProxy : IDisposable
{
    private readonly DelayLine _line = new();

    /// <summary>Throws <see cref="Learning.Grading.InfrastructureException"/> when the socket cannot be made.</summary>
    public Door OpenDoor(DoorOptions options)
    {
        try
        {
            return new Door(options, _line);
        }
        catch (Exception cause) when (cause is System.Net.Sockets.SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new Learning.Grading.InfrastructureException($"No door could be opened at {options.SocketPath}: {cause.Message}", cause);
        }
    }

    public void Dispose() => _line.Dispose();
}
