using System.Text.Json;
using Learning.Grading;
using Learning.Grading.Traces;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Watching;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

/// <summary>
/// The runner's program in its jail, asked and heard line by line. What it says is hostile input: bounded in length and time, parsed strictly.
/// Once it says anything else, or nothing, it is killed, and every later question ends the same way.
/// </summary>
internal abstract class WorkerProcess(JailedProcess jail, RunnerOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan ExitDeadline = TimeSpan.FromSeconds(1);
    /// <summary>Bytes of an event that carries neither rows nor images. The runner cuts texts at some thousands of characters.</summary>
    private const int LongestLine = 1 << 20;
    /// <summary>A grid of a megabyte of characters, each of which may take six bytes, and what is around them.</summary>
    private const int LongestGrid = 8 << 20;

    private readonly LineReader _lines = new(jail.Output, (options.AnswerMb << 20) * 2);
    private readonly ErrorTail _errors = new(jail.Error);

    protected RunnerOptions Options { get; } = options;

    /// <summary>How the process ended, once it has.</summary>
    protected RunOutcome? Ended { get; private set; }

    /// <summary>Nothing untrusted will run in it.</summary>
    protected bool RunsOurs { get; set; }

    public int ProcessId => jail.Id;
    public bool HasExited => jail.HasExited;

    public JailUsage Measure() => jail.Measure();

    /// <summary>A time that starts now. <paramref name="server"/>: a process outside that works for what is asked, too.</summary>
    protected TimeLimit Limit(TimeSpan limit, int? server, CancellationToken cancellationToken) =>
        TimeLimit.Start(limit, server is { } other ? [ProcessId, other] : [ProcessId], cancellationToken, jail.Kill);

    /// <summary>Returns when the process has said that it is ready. One that does not is our fault, since it has seen no one's code; it is disposed of.</summary>
    protected async Task ReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await HearAsync(Options.StartLimit, cancellationToken) is ReadyEvent)
            {
                return;
            }
            await _errors.Drained.WaitAsync(ExitDeadline, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InfrastructureException($"The runner did not become ready (exit code {jail.ExitCode}): {_errors.Text.Trim()}");
        }
        catch (TimeoutException exception)
        {
            await DisposeAsync();
            throw new InfrastructureException($"The runner was not ready within {Options.StartLimit.TotalSeconds} s.", exception);
        }
        catch (JsonException exception)
        {
            await DisposeAsync();
            throw new InfrastructureException("The runner said something that is not the protocol before it was ready.", exception);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends, and hears until something other than printing; or how the process ended instead.</summary>
    protected async Task<(RunEvent? Said, RunOutcome? Ended)> AskAsync(IReadOnlyList<RunRequest> requests, TimeLimit limit, PrintedText printed, CancellationToken cancellationToken)
    {
        if (Ended is not null)
        {
            return (null, Ended);
        }
        try
        {
            foreach (var request in requests)
                await SendAsync(request, cancellationToken).WaitAsync(limit.Token);
            while (true)
            {
                switch (await HearAsync(Timeout.InfiniteTimeSpan, limit.Token))
                {
                    case null:
                        return (null, limit.HasPassed ? await EndAsync(limit.Passed()) : await ExitedAsync());
                    case PrintedEvent piece:
                        limit.Token.ThrowIfCancellationRequested();
                        printed.Add(piece.Text);
                        if (printed.IsOver)
                        {
                            return (null, await EndAsync(Outcomes.Printed(Options)));
                        }
                        break;
                    case var said:
                        return (said, null);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await jail.KillAsync();
            return (null, await EndAsync(limit.Passed()));
        }
        catch (LineTooLongException)
        {
            return (null, await EndAsync(Outcomes.AnswerTooLarge(Options)));
        }
        catch (JsonException)
        {
            // Killed in the middle of a line, it says half of one.
            return (null, await EndAsync(limit.HasPassed ? limit.Passed() : Outcomes.Protocol));
        }
        catch (IOException)
        {
            // It ended while we were writing to it.
            return (null, limit.HasPassed ? await EndAsync(limit.Passed()) : await ExitedAsync());
        }
        catch (OperationCanceledException)
        {
            await EndAsync(Outcomes.Protocol);
            throw;
        }
    }

    /// <summary>Sends what nothing answers. Whoever asks next hears how the process ended, if it has.</summary>
    protected async Task TellAsync(RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(request, cancellationToken).WaitAsync(Options.StartLimit, cancellationToken);
        }
        catch (IOException)
        {
            await ExitedAsync();
        }
    }

    private async Task SendAsync(RunRequest request, CancellationToken cancellationToken)
    {
        if (!RunsOurs)
            jail.BeginUse();
        await jail.Input.WriteAsync((byte[])[.. ProtocolJson.Line(request), (byte)'\n'], cancellationToken);
        await jail.Input.FlushAsync(cancellationToken);
    }

    /// <summary>Null at the end of the stream. Neither limit depends on the pipe's reads being cancellable: whoever gets the timeout kills the process.</summary>
    private async Task<RunEvent?> HearAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        await _lines.ReadAsync(CancellationToken.None).WaitAsync(limit, cancellationToken) is { } line
            ? Parse(line.Span)
            : null;

    private static RunEvent Parse(ReadOnlySpan<byte> line)
    {
        // Before it is parsed: what comes of a line can be many times as large.
        if (line.Length > Longest(line))
            throw new JsonException("An event of this kind is shorter.");
        try
        {
            var said = JsonSerializer.Deserialize(line, ProtocolJson.Default.RunEvent);
            return said is not null && !HasHole(said) ? said : throw new JsonException("null is no event, and nothing in a list.");
        }
        catch (NotSupportedException wrong)
        {
            // What the serializer says of an object that does not begin with its kind.
            throw new JsonException("An event begins with its kind.", wrong);
        }
    }

    /// <summary>By how the line begins when the runner has written it. What begins otherwise is no event, or a short one.</summary>
    private static int Longest(ReadOnlySpan<byte> line) =>
        line.StartsWith("{\"said\":\"answered\""u8) || line.StartsWith("{\"said\":\"compiled\""u8) ? int.MaxValue
        : line.StartsWith("{\"said\":\"scratched\""u8) ? LongestGrid
        : LongestLine;

    /// <summary>The serializer refuses null where a member has none, but not inside of a list.</summary>
    private static bool HasHole(RunEvent said) => said switch
    {
        AnsweredEvent answered => Holes(answered.Lines),
        ThrewEvent threw => Holes(threw.Frames) || Holes(threw.Lines),
        CompiledEvent compiled => Holes(compiled.Diagnostics) || Holes(compiled.Images),
        ScratchedEvent grid => Holes(grid.Columns) || Holes(grid.Rows),
        _ => false,
    };

    private static bool Holes<T>(IReadOnlyList<T>? list) where T : class => list is not null && list.Any(each => each is null);

    private async Task<RunOutcome> ExitedAsync()
    {
        using var soon = new CancellationTokenSource(ExitDeadline);
        await jail.WaitForExitAsync(soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _errors.Drained.WaitAsync(ExitDeadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await EndAsync(Outcomes.Exited(jail.Breach, jail.ExitCode, _errors.Text, Options));
    }

    protected async Task<RunOutcome> EndAsync(RunOutcome outcome)
    {
        Ended ??= outcome;
        await jail.KillAsync();
        return outcome;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await jail.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
