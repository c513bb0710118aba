using System.Runtime.InteropServices;
using Learning.Grading;
using Microsoft.Win32.SafeHandles;

namespace Learning.Sandbox.Jails.Seccomp;

/// <summary>
/// The filter as a file that bubblewrap reads: a sealed memory file, which has no name that anybody could replace, cannot be written any more, and
/// goes with this process. A jail's shell opens it by our process id, as .NET closes its descriptors on exec.
/// </summary>
internal static partial class SeccompFilter
{
    private const uint CloseOnExec = 1;
    private const uint AllowSealing = 2;
    private const int AddSeals = 1033;
    private const int SealsAgainstChange = 0x1 | 0x2 | 0x4 | 0x8; // F_SEAL_SEAL, SHRINK, GROW, WRITE
    private static readonly Lazy<SafeFileHandle> File = new(Write);

    /// <summary>The table has numbers of this architecture only.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>A path for processes of this account, or root's, while this process lives; null where there is no filter.</summary>
    public static string? Path => IsSupported ? $"/proc/{Environment.ProcessId}/fd/{File.Value.DangerousGetHandle()}" : null;

    private static SafeFileHandle Write()
    {
        var file = new SafeFileHandle(CreateMemoryFile("latency-lab-seccomp", CloseOnExec | AllowSealing), ownsHandle: true);
        if (file.IsInvalid)
            throw new InfrastructureException($"memfd_create failed with error {Marshal.GetLastPInvokeError()}: no seccomp filter can be made.");
        RandomAccess.Write(file, SeccompProgram.Assemble(DeniedSyscalls.All), 0);
        return Control(file, AddSeals, SealsAgainstChange) == 0 ? file
            : throw new InfrastructureException($"The seccomp filter could not be sealed: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint CreateMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, int argument);
}
