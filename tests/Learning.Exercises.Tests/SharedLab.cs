using Learning.Grading;
using Learning.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Exercises.Tests;

/// <summary>One sandbox for all answers, real clusters and real jails, shared by the classes that grade at the same time; the last one to leave ends it.</summary>
public sealed class SharedLab : IAsyncLifetime
{
    private static readonly Lock Gate = new();
    private static ServiceProvider? _services;
    private static int _users;

    public SharedLab()
    {
        lock (Gate)
        {
            _users++;
            Grader = (_services ??= Start()).GetRequiredService<Grader>();
        }
    }

    public Grader Grader { get; }

    private static ServiceProvider Start()
    {
        // One edition of the hidden data is enough here: that editions take turns has tests of its own.
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Sandbox:SeedEditions", "1"), new("Sandbox:ReadyRunners", "4")])
            .AddEnvironmentVariables().Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSandbox(configuration).BuildServiceProvider();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        ServiceProvider? last = null;
        lock (Gate)
        {
            if (--_users == 0)
                (last, _services) = (_services, null);
        }
        if (last is not null)
            await last.DisposeAsync();
    }
}
