using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails;

/// <summary>kill(2), which .NET has for whole processes of its own and one signal only.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>False when the process is gone, or not ours to signal.</summary>
    public static bool Send(int process, int signal) => Native(process, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Native(int process, int signal);
}
