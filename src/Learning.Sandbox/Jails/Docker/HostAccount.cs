using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>The account that this process runs under.</summary>
internal static partial class HostAccount
{
    public static int UserId { get; } = EffectiveUser();
    public static int GroupId { get; } = EffectiveGroup();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial int EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial int EffectiveGroup();
}
