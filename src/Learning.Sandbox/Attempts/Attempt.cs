using Learning.Grading;
using Learning.Grading.Checks;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// A submission beside the reference, each in its own jail and cluster. Gathers evidence; decides nothing but when to stop timing,
/// which the sequential rule says.
/// </summary>
internal sealed class Attempt(Exercise exercise, Evidence prepared, Lane yours, RentedReference rented, Func<CancellationToken, Task<OwnershipCost>> ownership, TimingLane timing, Action refill) : IAttempt
{
    private readonly Lane reference = rented.Lane;
    private bool _sound = true;

    /// <summary>Timed first calls pay for what only first calls pay for.</summary>
    private const int Discarded = 2;

    /// <summary>Growth counts statements, so on a busy machine the largest size may take its time: the finding is "linear", not "slow today".</summary>
    private const double GrowthPatience = 4;

    public Evidence Prepared { get; } = prepared;

    public async Task<Evidence> GatherAsync(EvidenceKind kind, Evidence evidence, CancellationToken cancellationToken)
    {
        // Until it has ended well: a fault or a cancellation may have left the reference in the middle of something.
        (var sound, _sound) = (_sound, false);
        try
        {
            evidence = await KindAsync(kind, evidence, cancellationToken);
        }
        catch (Exception error) when (error is InfrastructureException or NpgsqlException)
        {
            if (await ServerLimits.PassedAsync(yours.Cluster, cancellationToken) is not { } passed)
                throw;
            return evidence with { Stopped = kind == EvidenceKind.Visible ? passed : Told(passed, "on data that is not shown") };
        }
        _sound = sound;
        return evidence;
    }

    private async Task<Evidence> KindAsync(EvidenceKind kind, Evidence evidence, CancellationToken cancellationToken) => kind switch
    {
        EvidenceKind.Visible => await VisibleAsync(evidence, cancellationToken),
        EvidenceKind.Hidden => await HiddenAsync(evidence, cancellationToken),
        EvidenceKind.Growth => await GrowthAsync(evidence, cancellationToken),
        EvidenceKind.Crowd => await new Crowding(exercise, yours, reference).CrowdAsync(evidence, cancellationToken),
        EvidenceKind.Ownership => evidence with { Ownership = await ownership(cancellationToken) },
        EvidenceKind.Latency => await LatencyAsync(evidence, cancellationToken),
        _ => await LoadAsync(evidence, cancellationToken),
    };

    private async Task<Evidence> LoadAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        using var alone = await timing.EnterAsync(cancellationToken);
        return await new Crowding(exercise, yours, reference).LoadAsync(evidence, cancellationToken);
    }

    private async Task<Evidence> VisibleAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        var set = exercise.Data.Visible;
        using var alone = await timing.EnterAsync(cancellationToken);
        var arguments = await reference.Trusted.DrawAsync(set, set.Draw, null, cancellationToken);
        // A first call pays for jitting, connecting and cold caches; it is run like any other and discarded.
        var warmUp = await reference.Trusted.DrawAsync(set, set.Draw, null, cancellationToken);
        var mine = await yours.RunAsync(set, arguments, cancellationToken, warmUp: warmUp);
        if (mine.Outcome.Kind != OutcomeKind.Completed)
            return evidence with { Visible = new(mine, NotRun(mine)), Stopped = mine.Outcome };
        using var still = yours.Hold();
        return evidence with { Visible = new(mine, Trusted(await reference.RunAsync(set, arguments, cancellationToken, warmUp: warmUp))) };
    }

    private async Task<Evidence> HiddenAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        foreach (var set in exercise.Data.HiddenSets)
        {
            var pair = await BesideAsync(set, await reference.Trusted.DrawAsync(set, set.Draw, null, cancellationToken), cancellationToken);
            evidence = evidence with { Hidden = [.. evidence.Hidden, pair], Stopped = Muffled(pair.Yours, $"on hidden data set {set.Name.ToUpperInvariant()}") ?? yours.Overspent };
            if (evidence.Stopped is not null)
                break;
        }
        return evidence;
    }

    private async Task<Evidence> GrowthAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        var growth = exercise.Data.Growth ?? throw new InfrastructureException($"{exercise.Slug}: a check needs growth, and exercise.yaml has none.");
        var set = growth.Data is { } name ? exercise.Data[name] : exercise.Data.Visible;
        foreach (var size in growth.Steps)
        {
            var pair = await BesideAsync(set, await reference.Trusted.DrawAsync(set, growth.Draw, size, cancellationToken), cancellationToken, GrowthPatience);
            evidence = evidence with { Growth = [.. evidence.Growth, new(size, pair)], Stopped = Muffled(pair.Yours, $"at {Say.Count(size)} {growth.Factor}") ?? yours.Overspent };
            if (evidence.Stopped is not null)
                break;
        }
        return evidence;
    }

    private async Task<Evidence> LatencyAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        var limit = exercise.Stages.SelectMany(stage => stage.Checks).OfType<LatencyRatio>().First().Below;
        using var alone = await timing.EnterAsync(cancellationToken);
        using var step = Steps.Begin("timing");
        await using var calls = new PairedTiming(exercise, yours, reference, cancellationToken);
        List<LatencyPair> pairs = [];
        for (var i = 0; i < Discarded + SequentialRule.MostPairs; i++)
        {
            var (mine, theirs, stopped) = await calls.NextAsync(i % 2 == 0);
            if ((stopped ?? yours.Overspent) is { } over)
                return evidence with { Stopped = Told(over, "while being timed") };
            if (i < Discarded)
                continue;
            pairs.Add(new(mine, theirs));
            if (SequentialRule.Judge([.. pairs.Select(pair => pair.Ratio)], limit) != RuleAnswer.More)
                break;
        }
        var (left, unread) = await calls.LeftAsync();
        return evidence with { Latency = new(pairs) { Left = left }, Stopped = unread is null ? null : Told(unread, "while being timed") };
    }

    /// <summary>Both at once: what is counted is the same on a busy machine. It waits while another attempt is timed, and leaves nothing running for whoever is timed next.</summary>
    private async Task<RunPair> BesideAsync(DataSet set, DrawnArguments arguments, CancellationToken cancellationToken, double patience = 1)
    {
        using var beside = await timing.EnterSmallAsync(static () => { }, cancellationToken);
        var theirs = reference.RunAsync(set, arguments, cancellationToken, patience);
        var mine = yours.RunAsync(set, arguments, cancellationToken, patience);
        await ((Task)Task.WhenAll(mine, theirs)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new(await mine, Trusted(await theirs));
    }

    private Run Trusted(Run run) => run.Outcome.Kind == OutcomeKind.Completed ? run
        : throw new InfrastructureException($"{exercise.Slug}: the reference did not complete on {run.DataSet}: {run.Outcome.Message}{run.Outcome.Exception?.Message}");

    private static Run NotRun(Run run) => run with { Trace = StatementTrace.Empty, Answer = null, Output = "", ElapsedMs = 0 };

    /// <summary>Hidden data must not leave through an exception's text: the learner hears its kind alone.</summary>
    private static RunOutcome? Muffled(Run run, string where) => run.Outcome.Kind == OutcomeKind.Completed ? null : Told(run.Outcome, where);

    public static RunOutcome Told(RunOutcome outcome, string where) => outcome.Kind == OutcomeKind.RuntimeError
        ? new() { Kind = outcome.Kind, Message = $"{(outcome.Exception is { } thrown ? KnownExceptions.Say(thrown.Type) : "It failed")} {where}; it did not happen on the visible data." }
        : new() { Kind = outcome.Kind, WaitedMs = outcome.WaitedMs, Message = $"{outcome.Message.TrimEnd('.')} {where}" };

    public async ValueTask DisposeAsync()
    {
        using var step = Steps.Begin("tear down");
        try
        {
            await yours.DisposeAsync();
        }
        finally
        {
            try
            {
                await rented.ReturnAsync(_sound);
            }
            finally
            {
                refill();
            }
        }
    }
}
