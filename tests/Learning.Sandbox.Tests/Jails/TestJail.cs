using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Tests.Jails;

/// <summary>The jail that this run of the tests is about: bubblewrap, or what LATENCY_LAB_JAIL names (as Sandbox:Jail does).</summary>
internal static class TestJail
{
    public static JailKind Kind { get; } = Enum.Parse<JailKind>(Environment.GetEnvironmentVariable("LATENCY_LAB_JAIL") is { Length: > 0 } named ? named : nameof(JailKind.Bubblewrap), ignoreCase: true);

    public static IJail Make() => JailChoice.Make(new SandboxOptions { Jail = Kind });
}
