namespace Learning.Sandbox.Wire;

/// <summary>Ends a session: a message that is malformed, out of place or over a limit. Never leaves the session that threw it.</summary>
internal sealed class WireFaultException(string reason, bool client) : Exception(reason)
{
    /// <summary>Brought about by the learner's side, not by the server or by us.</summary>
    public bool Client { get; } = client;
}
