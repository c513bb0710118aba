using Learning.Sandbox.Jails.Seccomp;

namespace Learning.Sandbox.Tests.Jails.Seccomp;

public sealed class SeccompProgramTests
{
    private const uint X64 = 0xC000003E;
    private const uint I386 = 0x40000003;
    private const uint Arm64 = 0xC00000B7;
    private const uint Allow = 0x7FFF0000;
    private const uint Kill = 0x80000000;
    private const uint NotPermitted = 0x00050001;
    private const uint NoSuchCall = 0x00050026;
    private const uint NoSuchFamily = 0x00050061;
    private const ulong AboveTheWord = 0xFFFF_FFFF_0000_0000;

    private static readonly byte[] Program = SeccompProgram.Assemble(DeniedSyscalls.All);

    [Theory]
    // another ABI
    [InlineData(I386, 4, Kill)]
    [InlineData(Arm64, 64, Kill)]
    [InlineData(0, 0, Kill)]
    [InlineData(X64, 0x40000000 | 39, Kill)]
    [InlineData(X64, 0x40000000 | 321, Kill)]
    [InlineData(X64, uint.MaxValue, Kill)]
    // what programs live on: read, mmap, rt_sigaction, fork, execve, exit_group, futex, rseq
    [InlineData(X64, 0, Allow)]
    [InlineData(X64, 9, Allow)]
    [InlineData(X64, 13, Allow)]
    [InlineData(X64, 57, Allow)]
    [InlineData(X64, 59, Allow)]
    [InlineData(X64, 231, Allow)]
    [InlineData(X64, 202, Allow)]
    [InlineData(X64, 334, Allow)]
    [InlineData(X64, DeniedSyscalls.Newest, Allow)]
    // what is newer than the table
    [InlineData(X64, DeniedSyscalls.Newest + 1, NoSuchCall)]
    [InlineData(X64, 0x3FFFFFFF, NoSuchCall)]
    // sockets: only AF_UNIX, whatever lies above the 32 bits that the kernel reads
    [InlineData(X64, 41, Allow, 1ul)]
    [InlineData(X64, 41, Allow, 1 | AboveTheWord)]
    [InlineData(X64, 41, NoSuchFamily, 0ul)]
    [InlineData(X64, 41, NoSuchFamily, 2ul)]
    [InlineData(X64, 41, NoSuchFamily, 2 | AboveTheWord)]
    [InlineData(X64, 41, NoSuchFamily, 10ul)]
    [InlineData(X64, 41, NoSuchFamily, 16ul)]
    [InlineData(X64, 41, NoSuchFamily, 40ul)]
    [InlineData(X64, 53, Allow, 1ul)]
    [InlineData(X64, 53, NoSuchFamily, 2ul)]
    // threads and children, but no namespace
    [InlineData(X64, 56, Allow, 0x3D0F00ul)]
    [InlineData(X64, 56, Allow, 0x1200011ul)]
    [InlineData(X64, 56, NotPermitted, 0x00020011ul)]
    [InlineData(X64, 56, NotPermitted, 0x02000000ul)]
    [InlineData(X64, 56, NotPermitted, 0x04000000ul)]
    [InlineData(X64, 56, NotPermitted, 0x08000000ul)]
    [InlineData(X64, 56, NotPermitted, 0x10000000ul)]
    [InlineData(X64, 56, NotPermitted, 0x20000000ul)]
    [InlineData(X64, 56, NotPermitted, 0x40000011ul)]
    [InlineData(X64, 56, NotPermitted, 0x10000011 | AboveTheWord)]
    [InlineData(X64, 435, NoSuchCall)]
    // shared memory: PostgreSQL's mark, and nothing larger
    [InlineData(X64, 29, Allow, 1ul, 56ul)]
    [InlineData(X64, 29, NotPermitted, 1ul, 4096ul)]
    [InlineData(X64, 29, NotPermitted, 1ul, 56 | AboveTheWord)]
    [InlineData(X64, 29, NotPermitted, 56ul, 0ul)]
    // descriptors: F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ; F_GETLK, F_SETLK, F_SETLKW, the same of an open file, F_SETLEASE, F_NOTIFY, F_SETPIPE_SZ
    [InlineData(X64, 72, Allow, 1ul, 2ul)]
    [InlineData(X64, 72, Allow, 6ul, 3ul)]
    [InlineData(X64, 72, Allow, 37ul, 4ul)]
    [InlineData(X64, 72, Allow, 1024ul, 1030ul)]
    [InlineData(X64, 72, Allow, 1031ul, 1032ul)]
    [InlineData(X64, 72, NotPermitted, 1ul, 5ul)]
    [InlineData(X64, 72, NotPermitted, 1ul, 6ul)]
    [InlineData(X64, 72, NotPermitted, 1ul, 7 | AboveTheWord)]
    [InlineData(X64, 72, NotPermitted, 1ul, 36ul)]
    [InlineData(X64, 72, NotPermitted, 1ul, 37ul)]
    [InlineData(X64, 72, NotPermitted, 1ul, 38ul)]
    [InlineData(X64, 72, NotPermitted, 1ul, 1024ul)]
    [InlineData(X64, 72, NotPermitted, 1ul, 1026 | AboveTheWord)]
    [InlineData(X64, 72, NotPermitted, 1ul, 1031ul)]
    [InlineData(X64, 72, NotPermitted, 1ul, 1031 | AboveTheWord)]
    // options of sockets: SO_RCVBUF, SO_PASSCRED; SO_SNDBUF
    [InlineData(X64, 54, Allow, 7ul, 7ul, 8ul)]
    [InlineData(X64, 54, Allow, 7ul, 1ul, 16ul)]
    [InlineData(X64, 54, NotPermitted, 3ul, 1ul, 7ul)]
    [InlineData(X64, 54, NotPermitted, 3ul, 1ul, 7 | AboveTheWord)]
    // terminals: TIOCGWINSZ and TCGETS, TIOCSTI, TIOCLINUX
    [InlineData(X64, 16, Allow, 0ul, 0x5413ul)]
    [InlineData(X64, 16, Allow, 0x5412ul, 0x5401ul)]
    [InlineData(X64, 16, NotPermitted, 0ul, 0x5412ul)]
    [InlineData(X64, 16, NotPermitted, 0ul, 0x5412 | AboveTheWord)]
    [InlineData(X64, 16, NotPermitted, 0ul, 0x541Cul)]
    // personality: asked, set to the plain one, set to another
    [InlineData(X64, 135, Allow, 0xFFFFFFFFul)]
    [InlineData(X64, 135, Allow, 0ul)]
    [InlineData(X64, 135, NotPermitted, 0x0040000ul)]
    [InlineData(X64, 135, NotPermitted, 0x8ul)]
    public void Program_GivenACall_Answers(uint architecture, uint number, uint expected, params ulong[] arguments) =>
        Assert.Equal(expected, BpfMachine.Run(Program, architecture, number, arguments));

    [Fact]
    public void Program_EveryCallThatIsDeniedByNumber_IsDeniedAndItsNeighboursAreNot()
    {
        var denied = DeniedSyscalls.All.ToDictionary(rule => (uint)rule.Number);
        for (uint number = 0; number <= DeniedSyscalls.Newest; number++)
        {
            if (denied.GetValueOrDefault(number) is { When: not null })
                continue;
            var expected = denied.TryGetValue(number, out var rule) ? 0x50000 | (uint)rule.Answer : Allow;
            Assert.Equal(expected, BpfMachine.Run(Program, X64, number));
        }
    }

    /// <summary>The names that the design lists; a number without its name says nothing to a reader.</summary>
    [Theory]
    [InlineData("keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register bpf perf_event_open ptrace process_vm_readv process_vm_writev userfaultfd")]
    [InlineData("mount umount2 pivot_root open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr unshare setns clone clone3 socket socketpair ioctl")]
    [InlineData("kexec_load kexec_file_load init_module finit_module delete_module acct swapon reboot quotactl personality name_to_handle_at open_by_handle_at")]
    public void Table_HasWhatTheDesignLists(string names) =>
        Assert.Empty(names.Split(' ').Except(DeniedSyscalls.All.Select(rule => rule.Name), StringComparer.Ordinal));

    [Fact]
    public void Table_NumbersEachCallOnce()
    {
        Assert.Equal(DeniedSyscalls.All.Count, DeniedSyscalls.All.Select(rule => rule.Number).Distinct().Count());
        Assert.All(DeniedSyscalls.All, rule => Assert.InRange(rule.Number, 1, DeniedSyscalls.Newest));
    }
}
