using System.Runtime.InteropServices;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Clusters;

/// <summary>Gives directories to the account that PostgreSQL runs under when the supervisor is root (tests, dotnet run).</summary>
internal static partial class Ownership
{
    public static void Give(string path)
    {
        if (Unprivileged.SupervisorIsRoot && ChangeOwner(path, Unprivileged.Nobody, Unprivileged.Nobody) != 0)
            throw new IOException($"chown of {path} failed with error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int owner, int group);
}
