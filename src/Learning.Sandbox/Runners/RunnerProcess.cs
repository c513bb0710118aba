using System.Diagnostics;
using System.Security.Cryptography;
using Learning.Grading.Traces;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Runners;

/// <summary>
/// One warmed runner in its jail: load an answer once, call as often as needed, dispose. Once anything but a completed call or an
/// exception happens it is killed, and every later call ends the same way.
/// </summary>
internal sealed partial class RunnerProcess : WorkerProcess
{
    private string _learnersFile = "";

    private RunnerProcess(JailedProcess jail, RunnerOptions options, string doors) : base(jail, options) => DoorDirectory = doors;

    /// <summary>On the host: make <c>DoorDirectory/&lt;name&gt;/.s.PGSQL.5432</c>, connectable for everyone, and pass <see cref="DoorInside"/> as the call's door.</summary>
    public string DoorDirectory { get; }

    /// <summary>What the jail sees of a directory in <see cref="DoorDirectory"/>.</summary>
    public static string DoorInside(string name) => $"{RunnerInstallation.InsideDoors}/{name}";

    /// <summary>A nonce for <see cref="CallRequest.Id"/> that code cannot guess ahead.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    public static async Task<RunnerProcess> StartAsync(IJail jail, RunnerInstallation installation, RunnerOptions options, CancellationToken cancellationToken)
    {
        var doors = DoorFolders.Create(Path.Combine(options.WorkDirectory, "doors"));
        JailedProcess jailed;
        try
        {
            jailed = await jail.StartAsync(installation.Runner(options, doors), cancellationToken);
        }
        catch
        {
            Supervisor.Remove(doors);
            throw;
        }
        var runner = new RunnerProcess(jailed, options, doors);
        await runner.ReadyAsync(cancellationToken);
        return runner;
    }

    /// <summary>What later calls call, ours or a learner's. Nothing of it runs yet, so nothing can go wrong with it but the process.</summary>
    public Task LoadAsync(LoadRequest request, CancellationToken cancellationToken, bool isOurs = false)
    {
        RunsOurs = isOurs;
        _learnersFile = request.Files[0];
        return TellAsync(request, cancellationToken);
    }

    /// <summary>The limit is one of time by the clock, less what this process or the <paramref name="server"/> behind the door waited for a processor.</summary>
    public async Task<CallResult> CallAsync(CallRequest request, TimeSpan limit, int? server, CancellationToken cancellationToken)
    {
        await using var time = Limit(limit, server, cancellationToken);
        var printed = new PrintedText(Options.OutputKb << 10, Options.KeptOutputKb << 10);
        var started = Stopwatch.GetTimestamp();
        var (said, ended) = await AskAsync([request], time, printed, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var (outcome, rows) = said is null ? (ended!, null) : await ReadAsync(said, id => id == request.Id);
        return new CallResult(outcome, rows, printed.ToString(), elapsed) { Lines = (said as AnsweredEvent)?.Lines ?? (said as ThrewEvent)?.Lines ?? [] };
    }

    /// <summary>
    /// Users that call at the same time, each one call after the other: results by user and call. The limit is for all of it together; when
    /// it passes, or the process ends, every call that has no answer ends that way.
    /// </summary>
    public async Task<IReadOnlyList<IReadOnlyList<CallResult>>> CallAtOnceAsync(
        IReadOnlyList<IReadOnlyList<CallRequest>> users, TimeSpan limit, int? server, CancellationToken cancellationToken)
    {
        await using var time = Limit(limit, server, cancellationToken);
        var printed = new PrintedText(Options.OutputKb << 10, Options.KeptOutputKb << 10);
        var crowd = new WaitingCalls(users);
        var requests = crowd.First();
        while (crowd.Left > 0)
        {
            var (said, ended) = await AskAsync(requests, time, printed, cancellationToken);
            if (said is null)
                return crowd.Ended(ended!);
            var (outcome, rows) = await ReadAsync(said, crowd.Expects);
            if (Ended is not null)
                return crowd.Ended(Ended);
            requests = crowd.Answered(said, outcome, rows);
        }
        return crowd.Results;
    }

    /// <summary>What an event means as the end of a call; anything but an answer to a call that waits for one ends the process.</summary>
    private async Task<(RunOutcome Outcome, string? Rows)> ReadAsync(RunEvent said, Func<string, bool> expected) => said switch
    {
        AnsweredEvent answered when !expected(answered.Id) => (await EndAsync(Outcomes.Protocol), null),
        AnsweredEvent answered when answered.Rows.Length > Options.AnswerMb << 20 || AnswerBounds.ArePassed(answered.Rows) => (await EndAsync(Outcomes.AnswerTooLarge(Options)), null),
        AnsweredEvent answered => (RunOutcome.Completed, answered.Rows),
        ThrewEvent threw when expected(threw.Id) => (Outcomes.Threw(threw, _learnersFile, Options), null),
        _ => (await EndAsync(Outcomes.Protocol), null),
    };

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            if (Directory.Exists(DoorDirectory))
                Directory.Delete(DoorDirectory, recursive: true);
        }
    }
}
