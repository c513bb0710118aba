using System.Security.Cryptography;
using System.Text.Json;
using Learning.Grading;
using Learning.Sandbox;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Learning.Hostile.Lab;

/// <summary>The product's sandbox as it is registered, in a work directory of its own, with a named jail, canaries around it and a control beside it.</summary>
internal sealed class HostileLab : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private Control? _control;

    private HostileLab(string work, ServiceProvider services)
    {
        (Work, _services) = (work, services);
        Canaries = new Canaries(work);
        Listeners = new HostListeners(work);
        Log = services.GetRequiredService<LogCapture>();
    }

    public string Work { get; }
    public Canaries Canaries { get; }
    public HostListeners Listeners { get; }
    public LogCapture Log { get; }
    public Control Control => _control!;
    public string Jail => Get<IJail>().Name;
    public ClusterPool Clusters => Get<ClusterPool>();
    /// <summary>Where clusters are while they are used; it is asked for when they are closed, too.</summary>
    public string ClusterDirectory { get; private set; } = "";
    public AnswerCompiler Compiler => Get<AnswerCompiler>();
    public RunnerPool Runners => Get<RunnerPool>();
    public WireProxy Proxy => Get<WireProxy>();
    public ISandbox Sandbox => Get<ISandbox>();
    public IScratchpad Scratchpad => Get<IScratchpad>();
    public Grader Grader => Get<Grader>();
    public RunnerOptions RunnerOptions => Get<RunnerOptions>();
    /// <summary>Of the jails that answers run in.</summary>
    public JailLimits RunnerLimits => new() { MemoryMb = RunnerOptions.MemoryMb + RunnerOptions.OverheadMb, Tasks = RunnerOptions.Tasks };

    /// <summary>What placeholders in cases stand for.</summary>
    public IReadOnlyDictionary<string, string> Places { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Throws <see cref="InfrastructureException"/> when the jail cannot be had.</summary>
    public static async Task<HostileLab> StartAsync(string jail, CancellationToken cancellationToken)
    {
        var work = Path.Combine(Path.GetTempPath(), "ho-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
        Directory.CreateDirectory(work);
        // As the environment has it (PostgreSQL's home, a jail's image), but nothing that would take the lab elsewhere.
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sandbox:WorkDirectory"] = work,
            ["Sandbox:Jail"] = jail,
            ["Sandbox:SeedEditions"] = "1",
            ["Sandbox:RunnerMemoryMb"] = "192",
            ["Sandbox:ReadyRunners"] = "3",
            ["Sandbox:ReadyClusters"] = "3",
            ["Sandbox:ScratchSeconds"] = "2",
        }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton<LogCapture>()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information)).AddSandbox(configuration).BuildServiceProvider();
        services.GetRequiredService<ILoggerFactory>().AddProvider(services.GetRequiredService<LogCapture>());
        var lab = new HostileLab(work, services);
        try
        {
            if (lab.Jail != jail)
                throw new InfrastructureException($"The lab's jail is {lab.Jail}; there is none called {jail} here.");
            if (!await lab.Listeners.HearsAsync(cancellationToken))
                throw new InfrastructureException("The host's listeners hear nobody, so they would prove nothing.");
            lab.ClusterDirectory = lab.Clusters.Clusters;
            lab._control = await Control.StartAsync(lab, cancellationToken);
            lab.Runners.Fill();
            lab.KeepSecrets();
            lab.Places = lab.Canaries.Paths.Concat(lab.Listeners.Paths).Append(new("work", work)).ToDictionary(StringComparer.Ordinal);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>One that has not waited in the pool. Only the caller's.</summary>
    public Task<RunnerProcess> NewRunnerAsync(CancellationToken cancellationToken) => RunnerProcess.StartAsync(Get<IJail>(), Get<RunnerInstallation>(), RunnerOptions, cancellationToken);

    /// <summary>Call it when the lab is closed. Removes the work directory.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync()
    {
        var left = await Leftovers.AfterAsync(this);
        Supervisor.Remove(Work);
        return left;
    }

    /// <summary>The administration's passwords are canaries too.</summary>
    private void KeepSecrets()
    {
        foreach (var manifest in Directory.EnumerateFiles(Path.Combine(Work, "t"), "manifest.json", SearchOption.AllDirectories))
        {
            var passwords = JsonDocument.Parse(File.ReadAllText(manifest)).RootElement;
            Canaries.Secrets.AddRange([passwords.GetProperty("SupervisorPassword").GetString()!, passwords.GetProperty("OwnerPassword").GetString()!]);
        }
    }

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_control is not null)
            await _control.DisposeAsync();
        await _services.DisposeAsync();
        await Listeners.DisposeAsync();
        Canaries.Dispose();
    }
}
