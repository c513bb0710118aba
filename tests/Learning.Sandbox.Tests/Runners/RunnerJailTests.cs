using System.Net.Sockets;
using Learning.Grading.Traces;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

[Collection(nameof(RunnerFixture))]
public sealed class RunnerJailTests(RunnerFixture runners)
{
    [Theory]
    [InlineData("return string.Join(',', File.ReadAllLines(\"/proc/net/dev\").Skip(2).Select(line => line.Split(':')[0].Trim()));", "lo")]
    [InlineData("return string.Join(',', Directory.EnumerateFileSystemEntries(\"/\").OrderBy(each => each, StringComparer.Ordinal));", "/dev,/door,/dotnet,/lib,/lib64,/proc,/runner,/tmp,/usr")]
    [InlineData("return File.Exists(\"/etc/passwd\") || Directory.Exists(\"/home\") || Directory.Exists(\"/usr/share\");", "false")]
    [InlineData("return string.Join(',', Directory.EnumerateDirectories(\"/proc\").Select(each => Path.GetFileName(each)).Where(each => int.TryParse(each, out _)).OrderBy(int.Parse));", "1,2")]
    [InlineData("return Environment.MachineName + Environment.GetEnvironmentVariables().Contains(\"PATH\");", "labFalse")]
    [InlineData("return string.Join(',', Directory.EnumerateFiles(\"/proc/self/fd\").Select(each => File.ResolveLinkTarget(each, false)?.FullName ?? \"\").Where(each => each.StartsWith(\"/work\") || each.StartsWith(\"/root\")));", "")]
    public async Task Jail_LookedAtFromInside_HoldsOnlyWhatItIsGiven(string body, string expected)
    {
        var result = await runners.RunAsync(body);

        Assert.Equal(OutcomeKind.Completed, result.Outcome.Kind);
        Assert.Equal($$"""[{"value":{{(expected == "false" ? expected : $"\"{expected}\"")}}}]""", result.Answer);
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
        await using var runner = await runners.Pool.RentAsync(CancellationToken.None);
        var door = Directory.CreateDirectory(Path.Combine(runner.DoorDirectory, "1"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(door.FullName, ".s.PGSQL.5432");
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        }
        listener.Listen();
        await runner.CompileAsync(RunnerFixture.Request("return Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(shop.Database) is { } c ? Open(c) : 0; object Open(System.Data.Common.DbConnection c) { c.Open(); return 1; }"), CancellationToken.None);

        var call = runner.CallAsync(RunnerFixture.Call(door: "1"), TimeSpan.FromSeconds(10), CancellationToken.None);
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
