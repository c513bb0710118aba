using Learning.Grading;

namespace Learning.Sandbox.Jails;

/// <summary>Nothing untrusted starts on this machine; the sentence says what would change that.</summary>
internal sealed class MissingJail(string why) : IJail
{
    public string Name => "none";

    public Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken) => throw new InfrastructureException(why);
}
