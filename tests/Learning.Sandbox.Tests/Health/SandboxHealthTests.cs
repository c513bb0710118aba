using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Health;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Tests.Clusters;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Learning.Sandbox.Tests.Health;

public sealed class SandboxHealthTests : IDisposable
{
    private const string OfDocker = " Docker would serve as well: no engine. Then start the lab anew: it looks for a jail when it starts.";
    private const string Why = "C# exercises need bubblewrap: install the package.";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "he-" + Guid.NewGuid().ToString("N")[..8]);

    public SandboxHealthTests() => Directory.CreateDirectory(_folder);

    public void Dispose() => Supervisor.Remove(_folder);

    [Fact]
    public void Machine_WhereTestsRun_RefusesNothingAndSaysWhatItLacks()
    {
        var found = Look(new BubblewrapJail());

        Assert.Equal((null, null), (found.CSharpRefusal, found.SqlRefusal));
        Assert.Equal(["jail", "seccomp", "control groups", "postgresql", "disk", "processes", "runner", "account"], found.Items.Select(item => item.Name));
        Assert.Contains("system calls are denied", Says(found, "seccomp"), StringComparison.Ordinal);
        Assert.Equal(Unprivileged.SupervisorIsRoot, Says(found, "account").StartsWith("The supervisor runs as root", StringComparison.Ordinal));
        Assert.Equal(Version.Parse(PostgresInstallation.Find().Version) < PostgresInstallation.Newest, found.Items.Single(item => item.Name == "postgresql").State == HealthState.Notice);
    }

    [Fact]
    public void Disk_BelowTheLeast_RefusesBothWithTheLimitsName()
    {
        var found = Look(new BubblewrapJail(), options => options.LeastFreeDiskMb = 1_000_000);

        Assert.Contains("Sandbox:LeastFreeDiskMb", found.CSharpRefusal, StringComparison.Ordinal);
        Assert.Equal(found.CSharpRefusal, found.SqlRefusal);
    }

    [Fact]
    public void Disk_BelowTheWarning_IsSaidAndRefusesNothing()
    {
        var found = Look(new BubblewrapJail(), options => options.WarnFreeDiskMb = 1_000_000);

        Assert.Equal(HealthState.Notice, found.Items.Single(item => item.Name == "disk").State);
        Assert.Null(found.SqlRefusal);
    }

    [Fact]
    public void Disk_NoRoomWhereClustersAre_RefusesBothWithThePlaceAndTheSetting()
    {
        var found = Look(new BubblewrapJail(), options => options.ClusterDirectory = "/proc"); // which has no room at all

        Assert.Contains("0 MB free in /proc", found.CSharpRefusal, StringComparison.Ordinal);
        Assert.Contains("Sandbox:ClusterDirectory", found.SqlRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Disk_WhereSomebodyMadeALinkOfTheWorkDirectorysName_RefusesBoth()
    {
        var open = Directory.CreateDirectory(Path.Combine(_folder, "open")).FullName;
        File.SetUnixFileMode(open, (UnixFileMode)0b1_111_111_111);
        var link = File.CreateSymbolicLink(Path.Combine(open, "lab"), _folder).FullName;

        var found = Look(new BubblewrapJail(), options => options.WorkDirectory = link);

        Assert.StartsWith($"{link} is a link or a file", found.SqlRefusal, StringComparison.Ordinal);
        Assert.Equal(found.SqlRefusal, found.CSharpRefusal);
    }

    [Theory]
    [InlineData(5000L, 200_000, HealthState.Good, "5000 MB free in /w")]
    [InlineData(5000L, null, HealthState.Good, "5000 MB free in /w")]
    [InlineData(3000L, 200_000, HealthState.Notice, "3000 MB free in /w; below 1000 MB")]
    [InlineData(5000L, 50_000, HealthState.Notice, "50000 more files")]
    [InlineData(900L, 200_000, HealthState.Fault, "Make room there, or move.")]
    [InlineData(5000L, 9_000, HealthState.Fault, "Remove some there, or move.")]
    public void Room_OfAPlace_IsOfBytesAndOfFiles(long megabytes, int? files, HealthState state, string says)
    {
        var item = HostHealth.Room("/w", megabytes, files, leastMb: 1000, warnMb: 4000, "move");

        Assert.Equal(state, item.State);
        Assert.Contains(says, item.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_NoneLeftForTheAccount_RefusesBoth()
    {
        var found = Look(new BubblewrapJail(), options => options.MostTasks = 1);

        Assert.Contains("fewer processes", found.CSharpRefusal, StringComparison.Ordinal);
        Assert.Contains("ulimit -u", found.SqlRefusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Max file size             unlimited            unlimited            bytes     \nMax processes             4096                 8192                 processes \n", 4096)]
    [InlineData("Max processes             unlimited            unlimited            processes \n", null)]
    [InlineData("", null)]
    public void Limit_OfProcesses_IsTheSoftOne(string limits, int? expected) => Assert.Equal(expected, HostHealth.LimitOfProcesses(limits));

    [Fact]
    public void Postgres_Missing_RefusesBothWithWhatToDo()
    {
        var found = Look(new BubblewrapJail(), options => options.PostgresHome = _folder);

        Assert.Contains("Sandbox:PostgresHome", found.SqlRefusal, StringComparison.Ordinal);
        Assert.Equal(found.SqlRefusal, found.CSharpRefusal);
    }

    [Fact]
    public void Runner_NotPublished_RefusesCSharpAlone()
    {
        var found = Look(new BubblewrapJail(), options => options.RunnerDirectory = _folder);

        Assert.Contains("dotnet publish src/Learning.Runner", found.CSharpRefusal, StringComparison.Ordinal);
        Assert.Null(found.SqlRefusal);
    }

    /// <summary>Root may write anywhere.</summary>
    [Fact]
    public void Disk_ThatCannotBeWrittenTo_RefusesBothWithTheAccount()
    {
        if (Environment.IsPrivilegedProcess)
            return;
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var found = Look(new BubblewrapJail());

        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Contains($"{_folder} cannot be written to", found.SqlRefusal, StringComparison.Ordinal);
        Assert.Contains("Sandbox:WorkDirectory", found.SqlRefusal, StringComparison.Ordinal);
    }

    /// <summary>Named by the operator, so it is used; whether it works is looked at all the same.</summary>
    [Fact]
    public async Task Docker_WithoutEngineOrImage_IsAFaultWithWhatToDo()
    {
        using var docker = new Learning.Sandbox.Jails.Docker.DockerJail("there-is-no-such-image");
        var item = await JailHealth.LookAsync(docker, CancellationToken.None);

        Assert.Equal(HealthState.Fault, item.State);
        Assert.StartsWith("Docker cannot jail here: ", item.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Jail_OfNoKind_RefusesBothUnlessTheOperatorLetsPostgresRunWithout()
    {
        var options = new SandboxOptions();
        Assert.Equal((Why, Why), Refusals(JailChoice.Automatic(options, () => Why, () => "no engine.")));

        options.AllowUnjailedPostgres = true;
        Assert.Equal((Why, null), Refusals(JailChoice.Automatic(options, () => Why, () => "no engine.")));
    }

    [Fact]
    public async Task Unjailed_ByTheOperatorsWord_RunsClustersAndNothingElse()
    {
        var jail = new UnjailedPostgres(Why);
        await using var clusters = new ClusterPool(jail, new TimingLane(), new() { WorkDirectory = _folder, ReadyClusters = 1 }, TimeProvider.System, NullLogger<ClusterPool>.Instance);
        int[] processes;
        await using (var cluster = await clusters.RentAsync(BookClusters.Exercise, CancellationToken.None))
        {
            await using var connection = await cluster.OpenAsync(ClusterRole.Supervisor, "visible", CancellationToken.None);
            await using var command = new NpgsqlCommand("SELECT count(*) FROM book", connection);
            Assert.Equal(2000L, await command.ExecuteScalarAsync());
            processes = [.. Learning.Sandbox.Jails.Watching.ProcessTree.Measure(cluster.Pid).Processes];
        }

        Assert.DoesNotContain(processes, Learning.Sandbox.Jails.Watching.ProcessTree.Exists);
        var refused = await Assert.ThrowsAsync<InfrastructureException>(() => jail.StartAsync(new() { Program = "/dotnet/dotnet" }, CancellationToken.None));
        Assert.Equal(Why, refused.Message);
    }

    [Fact]
    public void Report_AskedForTwice_IsLookedForOnceUntilItIsOld()
    {
        var options = new SandboxOptions { WorkDirectory = _folder };
        var health = new SandboxHealth(new BubblewrapJail(), options, TimeProvider.System, NullLogger<SandboxHealth>.Instance);
        Assert.Null(health.Refusal(ExerciseLanguage.CSharp));

        options.MostTasks = 1;

        Assert.Null(health.Refusal(ExerciseLanguage.CSharp));
    }

    /// <summary>Pages and sittings ask, some of them inside of a transaction, and a look can take as long as the machine is busy.</summary>
    [Fact]
    public async Task Report_WhenItIsOld_IsShownUntilTheNextLookIsOver()
    {
        using var jail = new SlowJail();
        var (clock, options) = (new HandClock(), new SandboxOptions { WorkDirectory = _folder });
        var health = new SandboxHealth(jail, options, clock, NullLogger<SandboxHealth>.Instance);
        Assert.Null(health.Refusal(ExerciseLanguage.Sql));

        jail.Open.Reset();
        options.MostTasks = 1;
        clock.Now = TimeSpan.FromSeconds(11);
        try
        {
            Assert.Null(await Task.Run(() => health.Refusal(ExerciseLanguage.Sql)).WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.Null(await Task.Run(() => health.Refusal(ExerciseLanguage.Sql)).WaitAsync(TimeSpan.FromSeconds(10)));
        }
        finally
        {
            jail.Open.Set();
        }

        for (var turn = 0; turn < 200 && health.Refusal(ExerciseLanguage.Sql) is null; turn++)
            await Task.Delay(50);
        Assert.Contains("ulimit -u", health.Refusal(ExerciseLanguage.Sql), StringComparison.Ordinal);
        Assert.Equal(2, jail.Looks);
    }

    /// <summary>Its name is all that is asked of one that is of no known kind.</summary>
    private sealed class SlowJail : IJail, IDisposable
    {
        private int _looks;

        public ManualResetEventSlim Open { get; } = new(initialState: true);
        public int Looks => _looks;

        public string Name
        {
            get
            {
                Interlocked.Increment(ref _looks);
                Open.Wait();
                return "slow";
            }
        }

        public Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose() => Open.Dispose();
    }

    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => Now.Ticks;
    }

    private (string? CSharp, string? Sql) Refusals(IJail jail)
    {
        var found = Look(jail);
        return (found.CSharpRefusal?.Replace(OfDocker, "", StringComparison.Ordinal), found.SqlRefusal?.Replace(OfDocker, "", StringComparison.Ordinal));
    }

    private HealthReport Look(IJail jail, Action<SandboxOptions>? change = null)
    {
        var options = new SandboxOptions { WorkDirectory = _folder };
        change?.Invoke(options);
        return new SandboxHealth(jail, options, TimeProvider.System, NullLogger<SandboxHealth>.Instance).Current;
    }

    private static string Says(HealthReport found, string name) => found.Items.Single(item => item.Name == name).Says;
}
