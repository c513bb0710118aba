using System.Text.Json;
using Learning.Sandbox.Jails.Seccomp;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>
/// The denied calls as a profile for "docker run --security-opt seccomp=…" (the format of the OCI runtime specification). Only this machine's
/// own architecture is named, so that a call of another one, 32-bit among them, ends the process.
/// </summary>
internal static class DockerFilter
{
    private const uint Whole = 0xFFFF_FFFF;

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

    public static string Profile() => JsonSerializer.Serialize(new
    {
        defaultAction = "SCMP_ACT_ALLOW",
        architectures = (string[])["SCMP_ARCH_X86_64"],
        syscalls = DeniedSyscalls.All.SelectMany(rule => Conditions(rule.When).Select(args => new { names = (string[])[rule.Name], action = "SCMP_ACT_ERRNO", errnoRet = (int)rule.Answer, args })),
    }, JsonSerializerOptions.Web);

    /// <summary>One list of conditions for each rule that is needed. The comparisons are masked: the kernel looks at the lower half of these arguments alone.</summary>
    private static IEnumerable<IReadOnlyList<Comparison>> Conditions(ArgumentCondition? when) => when switch
    {
        null => [[]],
        { Test: ArgumentTest.OneOf } => when.Values.Select(value => (IReadOnlyList<Comparison>)[new(when.Argument, Whole, value, "SCMP_CMP_MASKED_EQ")]),
        { Test: ArgumentTest.AnySet } => Enumerable.Range(0, 32).Select(bit => 1u << bit).Where(bit => when.Values.Any(value => (value & bit) != 0))
            .Select(bit => (IReadOnlyList<Comparison>)[new(when.Argument, bit, bit, "SCMP_CMP_MASKED_EQ")]),
        // One rule cannot ask twice for one argument, so the first value alone stays allowed; an upper half that is not empty is denied as well.
        _ => [[new(when.Argument, when.Values[0], 0, "SCMP_CMP_NE")]],
    };

    private sealed record Comparison(int Index, ulong Value, ulong ValueTwo, string Op);
}
