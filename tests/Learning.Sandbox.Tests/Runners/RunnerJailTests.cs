using System.Net.Sockets;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Tests.Jails;

namespace Learning.Sandbox.Tests.Runners;

[Collection(nameof(RunnerFixture))]
public sealed class RunnerJailTests(RunnerFixture runners)
{
    [Theory]
    [InlineData("return string.Join(',', File.ReadAllLines(\"/proc/net/dev\").Skip(2).Select(line => line.Split(':')[0].Trim()));", "lo")]
    [InlineData("return File.Exists(\"/etc/passwd\") || Directory.Exists(\"/home\") || File.Exists(\"/bin/sh\") || File.Exists(\"/usr/bin/sh\");", "false")]
    [InlineData("return $\"{Directory.EnumerateDirectories(\"/proc\").Count(each => int.TryParse(Path.GetFileName(each), out _))}\";", "2")]
    [InlineData("return Environment.MachineName + Environment.GetEnvironmentVariables().Contains(\"PATH\");", "labFalse")]
    [InlineData("return string.Join(',', Directory.EnumerateFiles(\"/proc/self/fd\").Select(each => new FileInfo(each).LinkTarget ?? \"\").Where(each => each.StartsWith(\"/work\") || each.StartsWith(\"/root\")));", "")]
    public async Task Jail_LookedAtFromInside_HoldsOnlyWhatItIsGiven(string body, string expected)
    {
        var result = await runners.RunAsync(body);

        Assert.Equal(OutcomeKind.Completed, result.Outcome.Kind);
        Assert.Equal($$"""[{"value":{{(expected == "false" ? expected : $"\"{expected}\"")}}}]""", result.Answer);
    }

    [Fact]
    public async Task Jail_TheEnvironmentOfItsFirstProcess_HoldsNothingOfTheSupervisor()
    {
        var result = await runners.RunAsync("return string.Join(',', File.ReadAllText(\"/proc/1/environ\").Split('\\0').Select(each => each.Split('=')[0]).Order(StringComparer.Ordinal).Where(each => each != \"\"));");

        Assert.Equal(TestJail.Kind == JailKind.Docker ? """[{"value":"HOME,HOSTNAME,PATH"}]""" : """[{"value":"LATENCY_LAB_JAIL_OF,PATH,PWD"}]""", result.Answer);
    }

    [Fact]
    public async Task Jail_ItsRoot_IsWhatThisKindOfJailHas()
    {
        var result = await runners.RunAsync("return string.Join(',', Directory.EnumerateFileSystemEntries(\"/\").Append(Directory.Exists(\"/usr/share\") ? \"/usr/share\" : \"\").OrderBy(each => each, StringComparer.Ordinal));");

        // An image is the same for both kinds of program: empty places for a cluster's mounts, PostgreSQL, and what Docker itself puts in.
        var expected = TestJail.Kind == JailKind.Docker
            ? "/.dockerenv,/data,/dev,/door,/dotnet,/etc,/lib,/lib64,/pg,/proc,/runner,/sbin,/sock,/sys,/tmp,/usr,/usr/share"
            : ",/dev,/door,/dotnet,/lib,/lib64,/proc,/runner,/tmp,/usr";
        Assert.Equal($$"""[{"value":"{{expected}}"}]""", result.Answer);
    }

    [Theory]
    [InlineData("/runner/x")]
    [InlineData("/dotnet/x")]
    [InlineData("/door/x")]
    [InlineData("/x")]
    [InlineData("/usr/lib/x")]
    [InlineData("/dev/x")]
    public async Task Jail_WritingOutsideTmp_IsRefused(string path)
    {
        var result = await runners.RunAsync($"File.WriteAllText(\"{path}\", \"x\"); return 1;");

        Assert.True(result.Outcome.Exception?.Type is "System.IO.IOException" or "System.UnauthorizedAccessException", result.Outcome.Message);
    }

    [Theory]
    [InlineData("/tmp", 32)]
    [InlineData("/dev/shm", 16)]
    public async Task Jail_FillingWhatIsMemory_RunsOutOfSpace(string folder, int megabytes)
    {
        var result = await runners.RunAsync($"for (var n = 0; n * 4 <= {megabytes}; n++) File.WriteAllBytes($\"{folder}/{{n}}\", new byte[4 << 20]); return 1;");

        Assert.Equal("System.IO.IOException", result.Outcome.Exception?.Type);
    }

    [Fact]
    public async Task Door_MadeAfterTheStart_CanBeConnectedTo()
    {
        await using var runner = await runners.StartAsync(
            RunnerFixture.Request("return Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(shop.Database) is { } c ? Open(c) : 0; object Open(System.Data.Common.DbConnection c) { c.Open(); return 1; }"));
        var door = Directory.CreateDirectory(Path.Combine(runner.DoorDirectory, "1"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(door.FullName, ".s.PGSQL.5432");
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        }
        listener.Listen();

        var call = runner.CallAsync(RunnerFixture.Call(door: "1"), TimeSpan.FromSeconds(10), null, CancellationToken.None);
        using var accepted = await listener.AcceptAsync().WaitAsync(TimeSpan.FromSeconds(10));
        var startup = new byte[512];
        var length = await accepted.ReceiveAsync(startup).WaitAsync(TimeSpan.FromSeconds(10));
        accepted.Dispose();
        var result = await call;

        // Protocol version 3.0 straight away: neither SSL nor GSS is asked for first.
        Assert.Equal([0, 3, 0, 0], startup[4..8]);
        Assert.Contains("user\0learner\0", System.Text.Encoding.UTF8.GetString(startup, 0, length), StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.RuntimeError, result.Outcome.Kind);
        Assert.StartsWith("/door/", RunnerProcess.DoorInside("1"), StringComparison.Ordinal);
    }
}
