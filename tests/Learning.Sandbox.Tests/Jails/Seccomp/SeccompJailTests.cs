using System.Globalization;
using System.Text.Json;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Seccomp;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Tests.Clusters;
using Learning.Sandbox.Tests.Runners;

namespace Learning.Sandbox.Tests.Jails.Seccomp;

/// <summary>The filter where it matters: around learners' code and around PostgreSQL.</summary>
[Collection(nameof(RunnerFixture))]
public sealed class SeccompJailTests(RunnerFixture runners, BookClusters books) : IClassFixture<BookClusters>
{
    private const string Calls = """
        [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)] static extern long syscall(long number, long a, long b, long c, long d, long e, long f);
        static int Try(long number, long a, long b, long c = -1) => syscall(number, a, b, c, -1, -1, -1) < 0 ? System.Runtime.InteropServices.Marshal.GetLastPInvokeError() : 0;
        """;

    [Fact]
    public async Task Runner_TryingEveryDeniedCall_GetsItsAnswer()
    {
        var tries = DeniedSyscalls.All.Select(rule => (rule, Arguments: rule.When switch
        {
            null => (-1L, -1L, -1L),
            { Test: ArgumentTest.AnySet } bits => (bits.Values[0], 0L, -1L),
            { Test: ArgumentTest.OneOf, Argument: 1 } either => (0L, either.Values[0], -1L),
            { Test: ArgumentTest.OneOf, Argument: 2 } either => (0L, 1L, either.Values[0]),
            _ => (2L, 1L, -1L), // AF_INET; a personality that is none
        })).ToList();
        var list = string.Join(", ", tries.Select(each => string.Create(CultureInfo.InvariantCulture, $"Try({each.rule.Number}, {each.Arguments.Item1}, {each.Arguments.Item2}, {each.Arguments.Item3})")));

        var result = await runners.RunAsync($"{Calls} return new[] {{ {list}, Try(39, 0, 0), Try(41, 1, 1), Try(1000, 0, 0) }};");

        Assert.True(result.Outcome.Kind == OutcomeKind.Completed, result.Outcome.Message);
        var errors = JsonDocument.Parse(result.Answer!).RootElement.EnumerateArray().Select(row => row.GetProperty("value").GetInt32()).ToList();
        // 93, no such protocol, is the kernel's own answer: that socket passed the filter.
        var expected = tries.Select(each => $"{each.rule.Name} {(int)each.rule.Answer}").Concat(["getpid 0", "socket AF_UNIX 93", "not yet invented 38"]);
        if (TestJail.Kind == JailKind.Docker) // its engine answers so for calls that it has never heard of
            expected = expected.Zip(errors, (said, error) => error == (int)SyscallAnswer.NoSuchCall ? string.Create(CultureInfo.InvariantCulture, $"{said[..said.LastIndexOf(' ')]} {error}") : said);
        Assert.Equal(expected, tries.Select(each => each.rule.Name).Concat(["getpid", "socket AF_UNIX", "not yet invented"]).Zip(errors, (name, error) => $"{name} {error}"));
    }

    [Theory]
    [InlineData("return syscall(0x40000000 | 39, 0, 0, 0, 0, 0, 0);")]
    [InlineData("""
        var page = (nint)syscall(9, 0, 4096, 7, 0x22, -1, 0);
        System.Runtime.InteropServices.Marshal.Copy(new byte[] { 0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3 }, 0, page, 8); // mov eax, getpid; int 0x80; ret
        return System.Runtime.InteropServices.Marshal.GetDelegateForFunctionPointer<Func32>(page)();
        """)]
    public async Task Runner_CallingAnotherAbi_IsKilled(string body)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var runner = await runners.StartAsync(RunnerFixture.Whole($$"""
            public delegate int Func32();
            public sealed class Query(Shop shop) { public object? Run(int size) { _ = shop; {{Calls}} {{body}} } }
            """));

        var result = await runner.CallAsync(RunnerFixture.Call(), TimeSpan.FromSeconds(20), null, deadline.Token);

        // 128 + SIGSYS. Docker's filter ends the thread alone, and its process waits for it until the time is over.
        Assert.Equal(TestJail.Kind == JailKind.Docker ? "Stopped at 20 s." : "The process ended with exit code 159 before it answered.", result.Outcome.Message);
    }

    [Fact]
    public void Postgres_EveryProcessBehindItsJail_IsFiltered()
    {
        var inside = ProcessTree.Measure(books.Cluster.Pid).Processes.Skip(TestJail.Kind == JailKind.Docker ? 0 : 1).Select(id => File.ReadAllText($"/proc/{id}/status")).ToList();

        Assert.True(inside.Count >= 4, $"init, postmaster and its helpers expected, {inside.Count} seen");
        Assert.All(inside, status => Assert.Contains("\nSeccomp:\t2\n", status, StringComparison.Ordinal));
    }
}
