using System.Text.Json;
using Learning.Sandbox.Jails.Seccomp;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>
/// The table of denied calls as a profile for "docker run --security-opt seccomp=…" (the format of the OCI runtime specification). The other way
/// round: it names what is allowed. Only this machine's own architecture is in it, so that a call of another one, 32-bit among them, ends its thread.
/// </summary>
internal static class DockerFilter
{
    /// <summary>The profile's path; null where there is no table, and Docker's own profile serves.</summary>
    public static string? WriteTo(DirectoryInfo folder)
    {
        if (!SeccompFilter.IsSupported)
            return null;
        var file = Path.Combine(folder.FullName, "seccomp.json");
        if (!File.Exists(file))
        {
            var whole = file + Guid.NewGuid().ToString("N");
            File.WriteAllText(whole, Profile());
            File.Move(whole, file, overwrite: true);
        }
        return file;
    }

    public static string Profile()
    {
        var denied = DeniedSyscalls.All.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        List<Entry> entries = [new([.. KnownSyscalls.All.Where(name => !denied.Contains(name))], "SCMP_ACT_ALLOW", null, [])];
        foreach (var rule in DeniedSyscalls.All)
        {
            entries.AddRange(Allowed(rule.When).Select(comparison => new Entry([rule.Name], "SCMP_ACT_ALLOW", null, [comparison])));
            if (rule.Answer != SyscallAnswer.NotPermitted)
                entries.AddRange(Refused(rule.When).Select(comparisons => new Entry([rule.Name], "SCMP_ACT_ERRNO", (int)rule.Answer, comparisons)));
        }
        return JsonSerializer.Serialize(new { defaultAction = "SCMP_ACT_ERRNO", defaultErrnoRet = (int)SyscallAnswer.NotPermitted, architectures = (string[])["SCMP_ARCH_X86_64"], syscalls = entries }, JsonSerializerOptions.Web);
    }

    /// <summary>When a call is allowed that is looked at by an argument: each comparison is enough. The kernel sees the lower half alone, and so do masks.</summary>
    private static IEnumerable<Comparison> Allowed(ArgumentCondition? when) => when switch
    {
        null => [],
        { Test: ArgumentTest.NoneOf } => when.Values.Select(value => Comparison.Equal(when.Argument, value)),
        { Test: ArgumentTest.AnySet } => [Comparison.Masked(when.Argument, when.Values.Aggregate((all, value) => all | value), 0)],
        _ => Complement(when.Values, bit: 31, mask: 0, prefix: 0).Select(range => Comparison.Masked(when.Argument, range.Mask, range.Value)),
    };

    /// <summary>Where the default answer would be the wrong one.</summary>
    private static IEnumerable<IReadOnlyList<Comparison>> Refused(ArgumentCondition? when) => when switch
    {
        null => [[]],
        { Test: ArgumentTest.NoneOf, Values: [var only] } => [[new(when.Argument, only, 0, "SCMP_CMP_NE")]],
        _ => throw new NotSupportedException($"An answer of its own for {when.Test} of {when.Values.Length} values cannot be said in a profile."),
    };

    /// <summary>All numbers of 32 bits but these, as prefixes: a profile has "equal under a mask", and "not equal" only once for an argument.</summary>
    private static IEnumerable<(uint Mask, uint Value)> Complement(uint[] values, int bit, uint mask, uint prefix)
    {
        if (values.Length == 0)
            return [(mask, prefix)];
        if (bit < 0)
            return [];
        var one = 1u << bit;
        return Complement([.. values.Where(value => (value & one) == 0)], bit - 1, mask | one, prefix)
            .Concat(Complement([.. values.Where(value => (value & one) != 0)], bit - 1, mask | one, prefix | one));
    }

    private sealed record Entry(IReadOnlyList<string> Names, string Action, int? ErrnoRet, IReadOnlyList<Comparison> Args);

    /// <param name="Index">Of the argument, from zero.</param>
    /// <param name="Value">What to compare with; the mask, where there is one.</param>
    /// <param name="ValueTwo">What to compare with under the mask.</param>
    /// <param name="Op">In libseccomp's words.</param>
    private sealed record Comparison(int Index, ulong Value, ulong ValueTwo, string Op)
    {
        public static Comparison Equal(int index, uint value) => new(index, value, 0, "SCMP_CMP_EQ");
        public static Comparison Masked(int index, uint mask, uint value) => new(index, mask, value, "SCMP_CMP_MASKED_EQ");
    }
}
