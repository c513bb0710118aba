using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Tests.Jails;

/// <summary>Another jail that knows what it has started last.</summary>
internal sealed class RememberingJail(IJail jail) : IJail
{
    public string Name => jail.Name;

    public JailedProcess? Last { get; private set; }

    public async Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken) => Last = await jail.StartAsync(command, cancellationToken);
}
