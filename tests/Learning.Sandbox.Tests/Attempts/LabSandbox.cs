using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Sandbox.Tests.Jails;
using Learning.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Sandbox.Tests.Attempts;

/// <summary>The product's sandbox as it is registered, with the exercises of this repository.</summary>
public sealed class LabSandbox : IAsyncLifetime
{
    private readonly string _folder = TestPlace.Name("ls-");
    private ServiceProvider? _services;

    internal ISandbox Sandbox => _services!.GetRequiredService<ISandbox>();
    internal IScratchpad Scratchpad => _services!.GetRequiredService<IScratchpad>();
    internal TimingLane Timing => _services!.GetRequiredService<TimingLane>();
    internal ExerciseLibrary Library { get; } = ExerciseLibrary.Load(Repository.Path("exercises"));

    internal Exercise Feed => Library.Find("feed-n-plus-one")!;
    internal Exercise Transactions => Library.Find("transactions-by-category")!;

    public Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Sandbox:WorkDirectory", _folder), new("Sandbox:ScratchSeconds", "5"), new("Sandbox:SeedEditions", "1"), new("Sandbox:Jail", TestJail.Kind.ToString())]).Build();
        Directory.CreateDirectory(_folder);
        _services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSandbox(configuration).BuildServiceProvider();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        Learning.Sandbox.Clusters.Supervisor.Remove(_folder);
    }
}

[CollectionDefinition(nameof(LabSandbox))]
public sealed class LabSandboxTests : ICollectionFixture<LabSandbox>;
