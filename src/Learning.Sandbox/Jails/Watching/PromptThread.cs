using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Learning.Sandbox.Jails.Watching;

/// <summary>
/// A thread that works for moments only and must have them soon. Beside sixty that spin, one that wakes stands in line for a turn of all of them, a quarter of
/// a second, and may do so while the other processor is idle. With a slice of its own that is shorter than theirs it comes first, and gets no more of the
/// processor than before (sched_setattr(2), sched_runtime; Linux 6.12, Documentation/scheduler/sched-eevdf.rst). It needs no right.
/// </summary>
internal static partial class PromptThread
{
    private const ulong ResetOnFork = 1;
    /// <summary>Nanoseconds; the least that the kernel takes.</summary>
    private const ulong Slice = 100_000;

    private static readonly (nint Set, nint Get) Calls = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? (274, 275) : (314, 315);

    /// <summary>struct sched_attr as of Linux 3.14.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size, Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime, Deadline, Period;
    }

    /// <summary>For the calling thread, until it ends. False when the kernel is older: then nothing has changed.</summary>
    public static bool Begin()
    {
        var attributes = Mine();
        attributes.Runtime = Slice;
        attributes.Flags |= ResetOnFork;
        return Call(Calls.Set, 0, ref attributes, 0, 0) == 0 && Mine().Runtime == Slice;
    }

    private static Attributes Mine()
    {
        var attributes = new Attributes { Size = (uint)Unsafe.SizeOf<Attributes>() };
        Call(Calls.Get, 0, ref attributes, attributes.Size, 0);
        return attributes;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint thread, ref Attributes attributes, nuint sizeOrFlags, nuint flags);
}
