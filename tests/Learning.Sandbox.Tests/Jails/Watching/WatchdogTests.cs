using System.Diagnostics;
using System.Globalization;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Tests.Jails.Watching;

public sealed class WatchdogTests : IDisposable
{
    private const string Files = "n=0; while :; do n=$((n+1)); : >WHERE/$n; done";
    private readonly string _folder = Directory.CreateTempSubdirectory("wd-").FullName;

    public WatchdogTests() => Ownership.Give(_folder);

    public void Dispose() => Supervisor.Remove(_folder);

    [Theory]
    [InlineData("for n in 1 2 3 4; do (while :; do :; done) & done; wait", nameof(JailBreach.Processor))]
    [InlineData("sleep 60", nameof(JailBreach.Time))]
    [InlineData("head -c 60000000 /dev/zero >/w/large; sleep 60", nameof(JailBreach.Disk))]
    [InlineData("mkdir /w/a; n=0; while [ $n -lt 30 ]; do n=$((n+1)); head -c 2000000 /dev/zero >/w/a/$n; done; while :; do :; done", nameof(JailBreach.Disk))]
    [InlineData("exec 3>/w/gone; rm /w/gone; head -c 60000000 /dev/zero >&3; sleep 60", nameof(JailBreach.Disk))]
    [InlineData("mkdir /w/closed; exec 3>/w/closed/x; chmod 0 /w/closed; head -c 60000000 /dev/zero >&3; sleep 60", nameof(JailBreach.Disk))]
    [InlineData("mkdir /w/closed; exec 3>/w/closed/x; chmod 0444 /w/closed; head -c 60000000 /dev/zero >&3; sleep 60", nameof(JailBreach.Disk))] // names without what is behind them
    [InlineData("d=$(printf '/w/\\377'); mkdir $d; head -c 60000000 /dev/zero >$d/x; sleep 60", nameof(JailBreach.Disk))] // a name that is no text
    [InlineData(": >/w/empty; fallocate -n -l 60000000 /w/empty; sleep 60", nameof(JailBreach.Disk))] // room without a length
    [InlineData("ln -s / /w/everything; ln -s /w /w/loop; sleep 60", nameof(JailBreach.Time))]
    [InlineData($"cd /w; {Files}", nameof(JailBreach.Files), "/w")]
    [InlineData(Files, nameof(JailBreach.Files), "/tmp")]
    [InlineData(Files, nameof(JailBreach.Files), "/dev/shm")]
    [InlineData($"(sleep 0.1 & exec sleep 60) & sleep 0.5; {Files}", nameof(JailBreach.Files), "/tmp")] // the last process is one that has ended: sleep waits for nobody
    public async Task Jail_PastALimit_IsEndedWithTheReason(string script, string breach, string where = "")
    {
        var command = new JailCommand
        {
            Program = "/bin/sh",
            Arguments = ["-c", "echo up; " + script.Replace("WHERE", where, StringComparison.Ordinal)],
            ReadOnly = [new("/bin", "/bin"), new("/usr/bin", "/usr/bin")],
            Writable = [new(_folder, "/w")],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin" },
            Limits = new()
            {
                CpuSeconds = breach == nameof(JailBreach.Processor) ? 2 : 60,
                InUse = TimeSpan.FromSeconds(breach == nameof(JailBreach.Time) ? 1.5 : 60),
                DiskMb = 40,
                Files = 400,
            },
        };
        await using var jailed = await new BubblewrapJail().StartAsync(command, CancellationToken.None);
        using var output = new StreamReader(jailed.Output);
        Assert.Equal("up", await output.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)));
        jailed.BeginUse();
        await jailed.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(breach, jailed.Breach.ToString());
        Assert.Equal(137, jailed.ExitCode);
    }

    /// <summary>Nothing is sent through them: what they could hold counts, since nothing counts what they do.</summary>
    [Fact]
    public async Task Sockets_OfManyProcesses_CountAsMemory()
    {
        const string Perl = "/usr/bin/perl"; // of what a distribution has, it makes sockets
        if (!File.Exists(Perl))
            return;
        var command = new JailCommand
        {
            Program = Perl,
            Arguments = ["-MSocket", "-e", "for (1..12) { next if fork; my @all; while (socketpair(my $a, my $b, AF_UNIX, SOCK_STREAM, 0)) { push @all, $a, $b } sleep 60; exit } sleep 60"],
            ReadOnly = [new("/usr/bin", "/usr/bin")],
        };
        await using var jailed = await new BubblewrapJail().StartAsync(command, CancellationToken.None);
        jailed.BeginUse();
        await jailed.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(JailBreach.Memory, jailed.Breach);
    }

    /// <summary>As what forks faster than anybody looks: the watchdog's next look is a minute away. Root has control groups here, others a limit of processes.</summary>
    [Fact]
    public async Task Tasks_BetweenTwoLooks_AreRefusedByTheKernel()
    {
        var command = new JailCommand
        {
            Program = "/bin/sh",
            Arguments = ["-c", "read go; n=0; while [ $n -lt 100 ]; do sleep 60 & n=$((n+1)); echo $n; done"],
            ReadOnly = [new("/bin", "/bin"), new("/usr/bin", "/usr/bin")],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin" },
            Limits = new() { Tasks = 10, Watch = TimeSpan.FromMinutes(1) },
        };
        await using var jailed = await new BubblewrapJail().StartAsync(command, CancellationToken.None);
        using var output = new StreamReader(jailed.Output);
        while (jailed.Measure().Tasks < 3)
            await Task.Delay(10); // bubblewrap's two processes, then the shell
        jailed.BeginUse();
        await Task.Delay(500); // that calls for a look, and by a thread that looks at others' jails as well: it must be over
        await jailed.Input.WriteAsync("go\n"u8.ToArray());
        await jailed.Input.FlushAsync();
        var made = await output.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(JailBreach.None, jailed.Breach);
        Assert.InRange(int.Parse(made.Trim().Split('\n')[^1], CultureInfo.InvariantCulture), 20, 40);
    }

    /// <summary>A tree that grows faster than it is walked would be walked for ever.</summary>
    [Fact]
    public async Task ProcessTree_PastEnough_IsNotWalkedFurther()
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "for n in $(seq 60); do sleep 60 & done; echo up; wait"]) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("up", await shell.StandardOutput.ReadLineAsync());

            Assert.Equal(61, ProcessTree.Measure(shell.Id).Tasks);
            Assert.Equal(21, ProcessTree.Measure(shell.Id, enoughTasks: 20).Tasks);
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void ProcessorTime_OfThoseThatEnd_StaysCounted()
    {
        var time = new ProcessorTime();

        time.Advance(Usage(new JailedOne(1, 1, 10, 0, 0), new JailedOne(2, 1, 500, 0, 0)));
        time.Advance(Usage(new JailedOne(1, 1, 10, 0, 0))); // nobody waited for 2
        Assert.Equal(5.1, time.Total.TotalSeconds);
        time.Advance(Usage(new JailedOne(1, 1, 10, 900, 0))); // 1 has waited for what lived between two looks

        Assert.Equal(9.1, time.Total.TotalSeconds);
        Assert.Equal(1, time.Advance(Usage(new JailedOne(1, 1, 110, 900, 0))).TotalSeconds);
    }

    [Fact]
    public void ProcessTree_OfThisProcess_CountsItsThreads()
    {
        var usage = ProcessTree.Measure(Environment.ProcessId);

        Assert.Equal(Environment.ProcessId, usage.Processes[0]);
        Assert.InRange(usage.Each[0].Threads, 5, 500);
        Assert.InRange(usage.ResidentBytes, 10 << 20, (long)8 << 30);
        Assert.InRange(usage.Each[0].Ticks, 1, long.MaxValue);
        Assert.True(ProcessTree.Exists(Environment.ProcessId));
        Assert.Empty(ProcessTree.Measure(int.MaxValue).Each);
        Assert.False(ProcessTree.Exists(int.MaxValue));
    }

    private static JailUsage Usage(params JailedOne[] each) => new(each, 0);
}
