namespace Learning.Sandbox.Health;

public enum HealthState
{
    Good,
    /// <summary>Works with less than it could have; says what that is.</summary>
    Notice,
    /// <summary>Something cannot be done until it is put right.</summary>
    Fault,
}

/// <summary>One protection or need of the sandbox: whether it is there, and what to do where it is not.</summary>
public sealed record HealthItem(string Name, HealthState State, string Says);

/// <summary>Everything that was found at one look. A refusal is a sentence for learners and operators; null where that language runs.</summary>
public sealed record HealthReport(IReadOnlyList<HealthItem> Items, string? CSharpRefusal, string? SqlRefusal);
