using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

/// <summary>
/// One warmed runner in its jail: compile once, call as often as needed, dispose. Once anything but a completed call or an
/// exception happens it is killed, and every later call ends the same way.
/// </summary>
internal sealed partial class RunnerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ExitDeadline = TimeSpan.FromSeconds(1);
    private readonly JailedProcess _jail;
    private readonly RunnerOptions _options;
    private readonly LineReader _lines;
    private readonly ErrorTail _errors;
    private string _learnersFile = "";
    private RunOutcome? _ended;

    private RunnerProcess(JailedProcess jail, RunnerOptions options, string doors)
    {
        (_jail, _options, DoorDirectory) = (jail, options, doors);
        _lines = new LineReader(jail.Output, (options.AnswerMb << 20) * 2);
        _errors = new ErrorTail(jail.Error);
    }

    /// <summary>On the host: make <c>DoorDirectory/&lt;name&gt;/.s.PGSQL.5432</c>, connectable for everyone, and pass <see cref="DoorInside"/> as the call's door.</summary>
    public string DoorDirectory { get; }
    public int ProcessId => _jail.Id;
    public bool HasExited => _jail.HasExited;

    /// <summary>What the jail sees of a directory in <see cref="DoorDirectory"/>.</summary>
    public static string DoorInside(string name) => $"{RunnerInstallation.InsideDoors}/{name}";

    /// <summary>A nonce for <see cref="CallRequest.Id"/> that code cannot guess ahead.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    public JailUsage Measure() => _jail.Measure();

    /// <summary>Returns when the runner has said that it is ready. A runner that does not is our fault, since it has seen no one's code.</summary>
    public static async Task<RunnerProcess> StartAsync(IJail jail, RunnerInstallation installation, RunnerOptions options, CancellationToken cancellationToken)
    {
        var doors = Directory.CreateDirectory(Path.Combine(options.WorkDirectory, "doors", RandomNumberGenerator.GetHexString(8, lowercase: true))).FullName;
        var runner = new RunnerProcess(await jail.StartAsync(installation.Command(options, doors), cancellationToken), options, doors);
        try
        {
            if (await runner.HearAsync(options.StartLimit, cancellationToken) is ReadyEvent)
            {
                return runner;
            }
            await runner._errors.Drained.WaitAsync(ExitDeadline, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InfrastructureException($"The runner did not become ready (exit code {runner._jail.ExitCode}): {runner._errors.Text.Trim()}");
        }
        catch (TimeoutException exception)
        {
            await runner.DisposeAsync();
            throw new InfrastructureException($"The runner was not ready within {options.StartLimit.TotalSeconds} s.", exception);
        }
        catch (JsonException exception)
        {
            await runner.DisposeAsync();
            throw new InfrastructureException("The runner said something that is not the protocol before it was ready.", exception);
        }
        catch
        {
            await runner.DisposeAsync();
            throw;
        }
    }

    public async Task<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        _learnersFile = request.Sources[0].Name;
        var started = Stopwatch.GetTimestamp();
        var (said, ended) = await AskAsync([request], _options.CompileLimit, new PrintedText(0, 0), cancellationToken);
        return said is CompiledEvent compiled ? new CompileResult(Outcomes.Compiled(compiled, _learnersFile), compiled.Milliseconds)
            : new CompileResult(Outcomes.CompilerStopped(ended ?? await EndAsync(Outcomes.Protocol)), Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    public async Task<CallResult> CallAsync(CallRequest request, TimeSpan limit, CancellationToken cancellationToken)
    {
        var printed = new PrintedText(_options.OutputKb << 10, _options.KeptOutputKb << 10);
        var started = Stopwatch.GetTimestamp();
        var (said, ended) = await AskAsync([request], limit, printed, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var (outcome, rows) = said is null ? (ended!, null) : await ReadAsync(said, id => id == request.Id);
        return new CallResult(outcome, rows, printed.ToString(), elapsed) { Lines = (said as AnsweredEvent)?.Lines ?? (said as ThrewEvent)?.Lines ?? [] };
    }

    /// <summary>
    /// Users that call at the same time, each one call after the other: results by user and call. The limit is for all of it together; when
    /// it passes, or the process ends, every call that has no answer ends that way.
    /// </summary>
    public async Task<IReadOnlyList<IReadOnlyList<CallResult>>> CallAtOnceAsync(IReadOnlyList<IReadOnlyList<CallRequest>> users, TimeSpan limit, CancellationToken cancellationToken)
    {
        var printed = new PrintedText(_options.OutputKb << 10, _options.KeptOutputKb << 10);
        var crowd = new WaitingCalls(users);
        var deadline = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        var requests = crowd.First();
        while (crowd.Left > 0)
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), deadline);
            var (said, ended) = await AskAsync(requests, left > TimeSpan.Zero ? left : TimeSpan.Zero, printed, cancellationToken);
            if (said is null)
                return crowd.Ended(ended!.Kind == OutcomeKind.TimeLimit ? Outcomes.Time(limit) : ended);
            var (outcome, rows) = await ReadAsync(said, crowd.Expects);
            if (_ended is not null)
                return crowd.Ended(_ended);
            requests = crowd.Answered(said, outcome, rows);
        }
        return crowd.Results;
    }

    /// <summary>What an event means as the end of a call; anything but an answer to a call that waits for one ends the process.</summary>
    private async Task<(RunOutcome Outcome, string? Rows)> ReadAsync(RunEvent said, Func<string, bool> expected) => said switch
    {
        AnsweredEvent answered when !expected(answered.Id) => (await EndAsync(Outcomes.Protocol), null),
        AnsweredEvent answered when answered.Rows.Length > _options.AnswerMb << 20 => (await EndAsync(Outcomes.AnswerTooLarge(_options)), null),
        AnsweredEvent answered => (RunOutcome.Completed, answered.Rows),
        ThrewEvent threw when expected(threw.Id) => (Outcomes.Threw(threw, _learnersFile, _options), null),
        _ => (await EndAsync(Outcomes.Protocol), null),
    };

    public async ValueTask DisposeAsync()
    {
        await _jail.DisposeAsync();
        if (Directory.Exists(DoorDirectory))
        {
            Directory.Delete(DoorDirectory, recursive: true);
        }
    }

    /// <summary>Sends, and hears until something other than printing; or how the process ended instead.</summary>
    private async Task<(RunEvent? Said, RunOutcome? Ended)> AskAsync(IReadOnlyList<RunRequest> requests, TimeSpan limit, PrintedText printed, CancellationToken cancellationToken)
    {
        if (_ended is not null)
        {
            return (null, _ended);
        }
        try
        {
            var deadline = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
            foreach (var request in requests)
                await SendAsync(request, cancellationToken).WaitAsync(limit, cancellationToken);
            while (true)
            {
                var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), deadline);
                switch (await HearAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken))
                {
                    case null:
                        return (null, await ExitedAsync());
                    case PrintedEvent piece:
                        printed.Add(piece.Text);
                        if (printed.IsOver)
                        {
                            return (null, await EndAsync(Outcomes.Printed(_options)));
                        }
                        break;
                    case var said:
                        return (said, null);
                }
            }
        }
        catch (TimeoutException)
        {
            return (null, await EndAsync(Outcomes.Time(limit)));
        }
        catch (LineTooLongException)
        {
            return (null, await EndAsync(Outcomes.AnswerTooLarge(_options)));
        }
        catch (JsonException)
        {
            return (null, await EndAsync(Outcomes.Protocol));
        }
        catch (IOException)
        {
            // It ended while we were writing to it.
            return (null, await ExitedAsync());
        }
        catch (OperationCanceledException)
        {
            await EndAsync(Outcomes.Protocol);
            throw;
        }
    }

    private async Task SendAsync(RunRequest request, CancellationToken cancellationToken)
    {
        _jail.BeginUse();
        await _jail.Input.WriteAsync((byte[])[.. ProtocolJson.Line(request), (byte)'\n'], cancellationToken);
        await _jail.Input.FlushAsync(cancellationToken);
    }

    /// <summary>Null at the end of the stream. The deadline does not depend on the pipe's reads being cancellable: whoever gets the timeout kills the process.</summary>
    private async Task<RunEvent?> HearAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        await _lines.ReadAsync(cancellationToken).WaitAsync(limit, cancellationToken) is { } line
            ? JsonSerializer.Deserialize(line.Span, ProtocolJson.Default.RunEvent) ?? throw new JsonException("null is no event.")
            : null;

    private async Task<RunOutcome> ExitedAsync()
    {
        using var soon = new CancellationTokenSource(ExitDeadline);
        await _jail.WaitForExitAsync(soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _errors.Drained.WaitAsync(ExitDeadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await EndAsync(Outcomes.Exited(_jail.Breach, _jail.ExitCode, _errors.Text, _options));
    }

    private async Task<RunOutcome> EndAsync(RunOutcome outcome)
    {
        _ended ??= outcome;
        await _jail.KillAsync();
        return outcome;
    }
}
