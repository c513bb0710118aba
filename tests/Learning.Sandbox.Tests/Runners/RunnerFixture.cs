using Learning.Sandbox.Tests.Jails;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

/// <summary>One pool for all tests of runners; every test uses up one runner.</summary>
public sealed class RunnerFixture : IAsyncLifetime
{
    internal static readonly RunnerOptions Options = new()
    {
        Ready = 1,
        MemoryMb = 200,
        WorkDirectory = Path.Combine(Path.GetTempPath(), $"lab-{Environment.ProcessId}"),
    };

    internal RunnerPool Pool { get; } = new(TestJail.Make(), RunnerInstallation.Find(), Options, new TimingLane());

    internal CompilerPool Compilers { get; } = new(TestJail.Make(), RunnerInstallation.Find(), Options);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Pool.DisposeAsync();
        await Compilers.DisposeAsync();
        Directory.Delete(Options.WorkDirectory, recursive: true);
    }

    internal static CompileRequest Request(string body, string returns = "object?") => Whole($$"""
        public sealed class Query(Shop shop)
        {
            public {{returns}} Run(int size)
            {
                {{body}}
            }
        }
        """);

    internal static CompileRequest Whole(string source) => new(
        [
            new ProtocolSource("Query.cs", source),
            new ProtocolSource("Shop.cs", "public sealed class Shop(Microsoft.EntityFrameworkCore.DbContextOptions<Shop> options) : Microsoft.EntityFrameworkCore.DbContext(options);"),
        ]);

    internal Task<CompileResult> CompileAsync(CompileRequest request) => Compilers.CompileAsync(request, "Query.cs", CancellationToken.None);

    /// <summary>A runner of its own with the request's answer.</summary>
    internal async Task<RunnerProcess> StartAsync(CompileRequest request)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var compiled = await Compilers.CompileAsync(request, "Query.cs", deadline.Token);
        Assert.True(compiled.Outcome.Kind == Grading.Traces.OutcomeKind.Completed, compiled.Outcome.Message);
        var runner = await Pool.RentAsync(deadline.Token);
        await runner.LoadAsync(new LoadRequest(compiled.Images, ["Query.cs", "Shop.cs"], "Query", "Run", "Shop"), deadline.Token);
        return runner;
    }

    internal static CallRequest Call(string? id = null, string door = "none") =>
        new(id ?? RunnerProcess.NewId(), RunnerProcess.DoorInside(door), [new ProtocolArgument("size", "int", "3")]);

    /// <summary>Compiles a method body, calls it once with size 3, and sees to it that nothing of it is left.</summary>
    internal async Task<CallResult> RunAsync(string body, string returns = "object?", double seconds = 10)
    {
        await using var runner = await StartAsync(Request(body, returns));
        return await runner.CallAsync(Call(), TimeSpan.FromSeconds(seconds), null, CancellationToken.None);
    }
}

[CollectionDefinition(nameof(RunnerFixture))]
public sealed class RunnerTests : ICollectionFixture<RunnerFixture>;
