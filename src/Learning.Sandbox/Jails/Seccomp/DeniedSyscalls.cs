using static Learning.Sandbox.Jails.Seccomp.ArgumentTest;

namespace Learning.Sandbox.Jails.Seccomp;

/// <summary>
/// Calls that neither a runner nor PostgreSQL has a use for, and that holes in kernels were reached through. Numbers: the kernel's
/// arch/x86/entry/syscalls/syscall_64.tbl. Namespaces and missing capabilities stop most of them a second time.
/// </summary>
internal static class DeniedSyscalls
{
    /// <summary>file_setattr, Linux 6.17. What a newer kernel adds behind it does not exist in a jail until somebody has looked at it.</summary>
    public const int Newest = 469;

    // linux/sched.h: every CLONE_NEW* that clone can be given. CLONE_NEWTIME lies in the byte of the exit signal and is clone3's and unshare's alone.
    private const uint NewNamespaces = 0x0002_0000 | 0x0200_0000 | 0x0400_0000 | 0x0800_0000 | 0x1000_0000 | 0x2000_0000 | 0x4000_0000;
    private const uint UnixFamily = 1;
    private const uint PushInput = 0x5412; // TIOCSTI
    private const uint ConsoleSelection = 0x541C; // TIOCLINUX
    private const uint AskPersonality = 0xFFFF_FFFF;
    /// <summary>PostgreSQL marks its data directory as in use by a segment of this size (PGShmemHeader), and takes its real memory elsewhere.</summary>
    private const uint PostgresSegment = 56;
    private const uint SetLease = 1024; // F_SETLEASE
    private const uint Notify = 1026; // F_NOTIFY
    /// <summary>F_SETPIPE_SZ. The kernel counts the pages of pipes by account, and a jail's is its supervisor's.</summary>
    private const uint SetPipeSize = 1031;
    /// <summary>SO_SNDBUF. What lies in a socket is in no process's memory, so nobody has more of it than everybody.</summary>
    private const uint SendBuffer = 7;
    /// <summary>F_GETLK, F_SETLK, F_SETLKW, and the same three of an open file (F_OFD_…).</summary>
    private static readonly uint[] RecordLocks = [5, 6, 7, 36, 37, 38];

    public static IReadOnlyList<SyscallRule> All { get; } =
    [
        // Looked at by their arguments. They come first: of the others the kernel knows by number alone that they pass.
        new("socket", 41, SyscallAnswer.NoSuchAddressFamily) { When = new(0, NoneOf, UnixFamily) },
        new("socketpair", 53, SyscallAnswer.NoSuchAddressFamily) { When = new(0, NoneOf, UnixFamily) },
        new("ioctl", 16) { When = new(1, OneOf, PushInput, ConsoleSelection) },
        new("clone", 56) { When = new(0, AnySet, NewNamespaces) },
        new("personality", 135) { When = new(0, NoneOf, 0, AskPersonality) },
        new("fcntl", 72) { When = new(1, OneOf, [SetLease, Notify, SetPipeSize, .. RecordLocks]) },
        new("setsockopt", 54) { When = new(2, OneOf, SendBuffer) },
        new("shmget", 29) { When = new(1, NoneOf, PostgresSegment) { Wide = true } },
        new("clone3", 435, SyscallAnswer.NoSuchCall), // its flags are behind a pointer

        // Other processes and their memory.
        new("ptrace", 101), new("process_vm_readv", 310), new("process_vm_writev", 311), new("kcmp", 312),
        new("pidfd_getfd", 438), new("process_madvise", 440), new("process_mrelease", 448), new("migrate_pages", 256), new("move_pages", 279),

        // Namespaces and mounts.
        new("unshare", 272), new("setns", 308), new("mount", 165), new("umount2", 166), new("pivot_root", 155), new("chroot", 161),
        new("open_tree", 428), new("move_mount", 429), new("fsopen", 430), new("fsconfig", 431), new("fsmount", 432), new("fspick", 433),
        new("mount_setattr", 442), new("statmount", 457), new("listmount", 458), new("open_tree_attr", 467),

        // Files without a path to them.
        new("name_to_handle_at", 303), new("open_by_handle_at", 304), new("fanotify_init", 300), new("fanotify_mark", 301),

        // Files that jails share, though read-only: locks on the runtime's would keep every other runner from starting (.NET opens files under
        // one, and does without where there is none), and locks and notices of access are a way to talk, or to watch others. Locks on a part of a file
        // are fcntl's, above; PostgreSQL takes neither kind.
        new("flock", 73), new("inotify_init", 253), new("inotify_init1", 294), new("inotify_add_watch", 254),

        // Memory that is in no process's count once it is written and let go of.
        new("memfd_create", 319), new("semget", 64), new("msgget", 68), new("mq_open", 240),

        // Large, young or seldom used parts of the kernel.
        new("add_key", 248), new("request_key", 249), new("keyctl", 250), new("bpf", 321), new("perf_event_open", 298), new("userfaultfd", 323),
        new("io_uring_setup", 425), new("io_uring_enter", 426), new("io_uring_register", 427), new("memfd_secret", 447),
        new("modify_ldt", 154), new("uselib", 134), new("ustat", 136), new("sysfs", 139), new("_sysctl", 156), new("lookup_dcookie", 212),
        new("vhangup", 153), new("syslog", 103), new("nfsservctl", 180),

        // The machine itself.
        new("kexec_load", 246), new("kexec_file_load", 320), new("create_module", 174), new("init_module", 175), new("delete_module", 176),
        new("get_kernel_syms", 177), new("query_module", 178), new("finit_module", 313), new("acct", 163), new("swapon", 167), new("swapoff", 168),
        new("reboot", 169), new("quotactl", 179), new("quotactl_fd", 443), new("iopl", 172), new("ioperm", 173), new("sethostname", 170), new("setdomainname", 171),
        new("settimeofday", 164), new("adjtimex", 159), new("clock_settime", 227), new("clock_adjtime", 305),
    ];
}
