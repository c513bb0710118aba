using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// Starts programs under an account that is not root. PostgreSQL refuses root and jails must not have it; `dev` drops before the
/// supervisor starts, so this only happens when somebody runs the tests or `dotnet run` as root.
/// </summary>
internal static partial class Unprivileged
{
    /// <summary>nobody: it has a passwd entry, which initdb wants.</summary>
    private const int Uid = 65534;

    public static bool IsRoot { get; } = GetEffectiveUserId() == 0;

    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        if (IsRoot)
        {
            start.FileName = "setpriv";
            foreach (var argument in (string[])[$"--reuid={Uid}", $"--regid={Uid}", "--clear-groups", program])
                start.ArgumentList.Add(argument);
        }
        else
        {
            start.FileName = program;
        }
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Gives a directory to the account that programs run under.</summary>
    public static void Own(string path)
    {
        if (IsRoot && ChangeOwner(path, Uid, Uid) != 0)
            throw new IOException($"chown of {path} failed with error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int owner, int group);
}
