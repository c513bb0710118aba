using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Runners;
using Microsoft.Extensions.Logging;

namespace Learning.Sandbox.Health;

/// <summary>
/// What untrusted work needs, looked for at the start and again when somebody asks and the last look is old: what can still be done goes on, and what cannot is
/// refused with the sentence that says why. Beside work that fills the machine a look takes long, and whoever asks holds a page or a row: only the first is waited for.
/// </summary>
public sealed partial class SandboxHealth
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly IJail _jail;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SandboxHealth> _logger;
    private readonly Lock _gate = new();
    private Task<HealthReport>? _look;
    private HealthReport? _last;
    private long _looked;

    internal SandboxHealth(IJail jail, SandboxOptions options, TimeProvider time, ILogger<SandboxHealth> logger) => (_jail, _options, _time, _logger) = (jail, options, time, logger);

    /// <summary>What the last look found. When that is ten seconds old, another begins.</summary>
    public HealthReport Current => Asked().GetAwaiter().GetResult();

    /// <summary>Why an answer in this language cannot be run on this machine now; null when it can.</summary>
    public string? Refusal(ExerciseLanguage language) => language == ExerciseLanguage.CSharp ? Current.CSharpRefusal : Current.SqlRefusal;

    private Task<HealthReport> Asked()
    {
        lock (_gate)
        {
            if (_look is null || (_look.IsCompleted && (_last is null || _time.GetElapsedTime(_looked) > Fresh)))
                _look = Task.Run(LookAsync);
            return _last is { } last ? Task.FromResult(last) : _look;
        }
    }

    /// <summary>What cannot be looked at stays as it was.</summary>
    private async Task<HealthReport> LookAsync()
    {
        try
        {
            var found = await FindAsync();
            lock (_gate)
            {
                foreach (var item in found.Items.Where(item => item.State != HealthState.Good && _last?.Items.Contains(item) != true))
                    Log.Found(_logger, item.State == HealthState.Fault ? LogLevel.Error : LogLevel.Warning, item.Name, item.Says);
                (_last, _looked) = (found, _time.GetTimestamp());
            }
            return found;
        }
        catch (Exception error)
        {
            Log.NotLooked(_logger, error);
            lock (_gate)
                _looked = _time.GetTimestamp();
            throw;
        }
    }

    private async Task<HealthReport> FindAsync()
    {
        var jail = await JailHealth.LookAsync(_jail, CancellationToken.None);
        HealthItem[] forBoth = [Postgres(), HostHealth.Disk(_options), HostHealth.Tasks(_options)];
        HealthItem[] forCSharp = [jail, Runner()];
        var unjailed = _jail is UnjailedPostgres;
        var both = forBoth.FirstOrDefault(item => item.State == HealthState.Fault)?.Says;
        return new([jail, .. JailHealth.Protections(_jail), .. forBoth, Runner(), HostHealth.Account()],
            CSharpRefusal: both ?? forCSharp.FirstOrDefault(item => item.State == HealthState.Fault)?.Says,
            SqlRefusal: both ?? (jail.State == HealthState.Fault && !unjailed ? jail.Says : null));
    }

    private HealthItem Postgres()
    {
        try
        {
            var found = PostgresInstallation.Find(_options.PostgresHome);
            return Version.TryParse(found.Version, out var version) && version >= PostgresInstallation.Newest ? new("postgresql", HealthState.Good, $"{found.Version}, {found.Home}")
                : new("postgresql", HealthState.Notice, $"{found.Version}, {found.Home}: {PostgresInstallation.Newest} closes holes that this one has. The jail holds all the same; replace it when you can.");
        }
        catch (PostgresMissingException missing)
        {
            return new("postgresql", HealthState.Fault, missing.Message);
        }
    }

    private HealthItem Runner()
    {
        try
        {
            return new("runner", HealthState.Good, RunnerInstallation.Find(_options.RunnerDirectory).RunnerDirectory);
        }
        catch (InfrastructureException missing)
        {
            return new("runner", HealthState.Fault, missing.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "Sandbox, {Name}: {Says}")]
        public static partial void Found(ILogger logger, LogLevel level, string name, string says);

        [LoggerMessage(LogLevel.Error, "What the sandbox needs could not be looked at")]
        public static partial void NotLooked(ILogger logger, Exception error);
    }
}
