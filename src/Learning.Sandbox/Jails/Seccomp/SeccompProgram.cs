namespace Learning.Sandbox.Jails.Seccomp;

/// <summary>
/// The filter of every jail, assembled from <see cref="DeniedSyscalls"/>: what is not in the table passes. Calls of another ABI, whose numbers mean
/// other things, kill the process.
/// </summary>
internal static class SeccompProgram
{
    // linux/audit.h and linux/seccomp.h
    private const uint X64 = 0xC000_003E;
    private const uint KillProcess = 0x8000_0000;
    private const uint Errno = 0x0005_0000;
    private const uint Allow = 0x7FFF_0000;
    /// <summary>Numbers of the x32 ABI, which is 32-bit pointers under x86_64's own architecture mark, have this bit.</summary>
    private const uint LastWithoutX32 = 0x3FFF_FFFF;

    // struct seccomp_data: int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]
    private const int NumberAt = 0;
    private const int ArchitectureAt = 4;
    private const int ArgumentsAt = 16;

    public static byte[] Assemble(IReadOnlyList<SyscallRule> rules)
    {
        var program = new BpfAssembler();
        program.Load(ArchitectureAt).IfEqual(X64, null, "kill");
        program.Load(NumberAt).IfAbove(LastWithoutX32, "kill").IfAbove(DeniedSyscalls.Newest, Ret(SyscallAnswer.NoSuchCall));
        foreach (var rule in rules.Where(rule => rule.When is not null))
            Look(program, rule, rule.When!);
        foreach (var rule in rules.Where(rule => rule.When is null))
            program.IfEqual((uint)rule.Number, Ret(rule.Answer));
        program.Label("allow").Return(Allow).Label("kill").Return(KillProcess);
        foreach (var answer in Enum.GetValues<SyscallAnswer>())
            program.Label(Ret(answer)).Return(Errno | (uint)answer);
        return program.Assemble();
    }

    /// <summary>The accumulator holds the number only where the rule is not for it: every way out of a match is a return.</summary>
    private static void Look(BpfAssembler program, SyscallRule rule, ArgumentCondition when)
    {
        var next = $"after {rule.Name}";
        program.IfEqual((uint)rule.Number, null, next);
        var (found, missed) = when.Test == ArgumentTest.NoneOf ? ("allow", Ret(rule.Answer)) : (Ret(rule.Answer), "allow");
        if (when.Wide)
            program.Load(ArgumentsAt + (8 * when.Argument) + 4).IfEqual(0, null, missed);
        program.Load(ArgumentsAt + (8 * when.Argument));
        foreach (var value in when.Values[..^1])
            Test(value, null);
        Test(when.Values[^1], missed);
        program.Label(next);

        void Test(uint value, string? otherwise) => _ = when.Test == ArgumentTest.AnySet ? program.IfAnySet(value, found, otherwise) : program.IfEqual(value, found, otherwise);
    }

    private static string Ret(SyscallAnswer answer) => $"answer {answer}";
}
