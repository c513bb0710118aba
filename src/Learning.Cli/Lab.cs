using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Learning.Cli;

/// <summary>The same services that the web app grades with, for one command.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Lab(DirectoryInfo? exercises)
    {
        var folder = exercises?.FullName ?? FindUp("exercises");
        Library = ExerciseLibrary.Load(folder);
        Incidents = IncidentLibrary.Load(folder);
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
            .AddSandbox(configuration)
            .BuildServiceProvider();
    }

    public ExerciseLibrary Library { get; }
    public IncidentLibrary Incidents { get; }
    public Grader Grader => _services.GetRequiredService<Grader>();
    public IServiceProvider Services => _services;
    public ISandbox Sandbox => _services.GetRequiredService<ISandbox>();

    /// <summary>Runs a command; our own faults become one sentence and exit code 3.</summary>
    public static async Task<int> RunAsync(DirectoryInfo? exercises, Func<Lab, Task<int>> command)
    {
        try
        {
            await using var lab = new Lab(exercises);
            return await command(lab);
        }
        catch (Exception error) when (error is InfrastructureException or IOException or Npgsql.NpgsqlException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.OurFault;
        }
    }

    private static string FindUp(string name)
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, name);
            if (Directory.Exists(path))
                return path;
        }
        throw new DirectoryNotFoundException($"There is no folder '{name}' here or above; name it with --exercises.");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
