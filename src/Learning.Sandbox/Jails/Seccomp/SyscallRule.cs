namespace Learning.Sandbox.Jails.Seccomp;

/// <summary>What the kernel answers instead of running a call.</summary>
internal enum SyscallAnswer
{
    NotPermitted = 1,
    /// <summary>glibc tries the older call next, whose arguments can be looked at.</summary>
    NoSuchCall = 38,
    NoSuchAddressFamily = 97,
}

/// <summary>
/// One denied call of the x86_64 table. Conditions see the lower half of an argument: every argument named in
/// <see cref="DeniedSyscalls"/> is 32 bits wide to the kernel, which ignores the upper half, and so must we.
/// </summary>
internal sealed record SyscallRule(string Name, int Number, SyscallAnswer Answer = SyscallAnswer.NotPermitted)
{
    /// <summary>Null denies the call whatever its arguments are.</summary>
    public ArgumentCondition? When { get; init; }
}

internal enum ArgumentTest { AnySet, OneOf, NoneOf }

/// <summary>Denies when the argument (counted from zero) has a bit of the value, is one of the values, or is none of them.</summary>
internal sealed record ArgumentCondition(int Argument, ArgumentTest Test, params uint[] Values)
{
    /// <summary>The kernel takes all 64 bits of it: a value whose upper half is not zero is none of the values.</summary>
    public bool Wide { get; init; }
}
