using System.Globalization;
using Learning.Grading;
using Learning.Grading.Answers;
using Learning.Grading.Checks;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Sandbox.Attempts;

/// <summary>Evidence that takes many users at once: what they leave behind, and how long they wait.</summary>
internal sealed class Crowding(Exercise exercise, Lane yours, Lane reference)
{
    /// <summary>The first round opens the pool's connections and jits what only a crowd runs.</summary>
    private const int Discarded = 1;

    public async Task<Evidence> CrowdAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        var crowd = exercise.Data.Crowd ?? throw new InfrastructureException($"{exercise.Slug}: a check needs a crowd, and exercise.yaml has none.");
        CrowdPair? pair = null;
        for (var round = 1; round <= crowd.Rounds && (round == 1 || yours.Overspent is null) && pair is not { Yours: { Broken.Count: > 0 } or { Failed: > 0 } or { Refused: not null } or { Trace.Gap: not null } }; round++)
        {
            var users = await DrawAsync(crowd.Users, crowd.Calls, crowd.Draw, cancellationToken);
            var mine = await yours.CrowdAsync(exercise.Data.Visible, crowd, users, cancellationToken);
            pair = new(mine with { Round = round }, Trusted(await reference.CrowdAsync(exercise.Data.Visible, crowd, users, cancellationToken) with { Round = round }));
        }
        var (gap, refused) = (pair!.Yours.Trace.Gap, pair.Yours.Refused);
        return evidence with
        {
            Crowd = pair,
            Stopped = (refused ?? gap) is null ? yours.Overspent : new()
            {
                Kind = OutcomeKind.RuntimeError,
                Message = refused ?? $"The record of the statements is not whole, with {Say.Count(crowd.Users)} users at once: {gap}",
            },
        };
    }

    private CrowdRun Trusted(CrowdRun run) => run switch
    {
        { FirstFailure: { } failure } => throw new InfrastructureException($"{exercise.Slug}: a call of the reference failed among {run.Users} users: {failure.Message}"),
        { Broken: [var broken, ..] } => throw new InfrastructureException($"{exercise.Slug}: the reference breaks '{broken.Name}': {broken.Example}"),
        { Refused: { } refused } => throw new InfrastructureException($"{exercise.Slug}: the reference's crowd cannot be judged: {refused}"),
        { Trace.Gap: { } gap } => throw new InfrastructureException($"{exercise.Slug}: the record of the reference's statements is not whole: {gap}"),
        _ => run,
    };

    public async Task<Evidence> LoadAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        var load = exercise.Data.Load ?? throw new InfrastructureException($"{exercise.Slug}: a check needs load, and exercise.yaml has none.");
        var limit = exercise.Stages.SelectMany(stage => stage.Checks).OfType<LoadRatio>().First().Below;
        var set = exercise.Data.Visible;
        await using var mine = await yours.LoadAsync(set, load, cancellationToken);
        await using var theirs = await reference.LoadAsync(set, load, cancellationToken);
        List<LoadRound> rounds = [];
        for (var i = 0; i < Discarded + SequentialRule.MostPairs; i++)
        {
            var users = await DrawAsync(load.Users, load.Calls, load.Draw ?? set.Draw, cancellationToken);
            var (first, second) = i % 2 == 0 ? (mine, theirs) : (theirs, mine);
            var earlier = await RoundAsync(first, users);
            var later = await RoundAsync(second, users);
            var (me, they) = i % 2 == 0 ? (earlier, later) : (later, earlier);
            if (they.Calls.FirstOrDefault(call => call.Outcome.Kind != OutcomeKind.Completed) is { } broken)
                throw new InfrastructureException($"{exercise.Slug}: the reference did not complete under load: {broken.Outcome.Message}");
            if (me.Calls.FirstOrDefault(call => call.Outcome.Kind != OutcomeKind.Completed) is { } stopped)
                return evidence with { Stopped = Attempt.Told(stopped.Outcome, $"with {Say.Count(load.Users)} users at once") };
            if (yours.Overspent is { } over)
                return evidence with { Stopped = Attempt.Told(over, $"with {Say.Count(load.Users)} users at once") };
            if (i < Discarded)
                continue;
            rounds.Add(new(Times(me), Times(they)) { Differ = Differ(me.Calls, they.Calls) });
            if (SequentialRule.Judge([.. rounds.Select(round => round.Ratio)], limit) != RuleAnswer.More)
                break;
        }
        // Rounds are drawn so that any order of their calls leaves the same data.
        var (left, unread) = await mine.StateAsync();
        var (expected, _) = await theirs.StateAsync();
        return evidence with
        {
            Load = new(load.Users, load.Pool, rounds) { Left = AnswerComparer.CompareStates(expected, left) },
            Stopped = unread.Kind == OutcomeKind.Completed ? null : Attempt.Told(unread, $"with {Say.Count(load.Users)} users at once"),
        };

        async Task<(IReadOnlyList<CallFacts> Calls, double ElapsedMs)> RoundAsync(LoadSide side, IReadOnlyList<IReadOnlyList<DrawnArguments>> users)
        {
            using var still = side == mine ? null : yours.Hold();
            return await side.RoundAsync(users);
        }
    }

    /// <summary>What a call answers where all of them change the same data depends on who came first; there the crowd's invariants judge.</summary>
    private int Differ(IReadOnlyList<CallFacts> yours, IReadOnlyList<CallFacts> theirs) => exercise.Data.Changes is not null ? 0
        : yours.Zip(theirs).Count(pair => !AnswerComparer.Compare(pair.Second.Answer ?? "[]", pair.First.Answer ?? "", exercise.Order).Same);

    private static LoadTimes Times((IReadOnlyList<CallFacts> Calls, double ElapsedMs) round) => new([.. round.Calls.Select(call => call.ElapsedMs)], round.ElapsedMs);

    private async Task<IReadOnlyList<IReadOnlyList<DrawnArguments>>> DrawAsync(int users, int calls, string draw, CancellationToken cancellationToken)
    {
        draw = draw.Replace("{{round}}", Random.Shared.Next().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        List<IReadOnlyList<DrawnArguments>> all = [];
        for (var user = 0; user < users; user++)
        {
            List<DrawnArguments> own = [];
            for (var call = 1; call <= calls; call++)
                own.Add(await reference.Trusted.DrawAsync(exercise.Data.Visible, draw, null, cancellationToken, user * calls + call));
            all.Add(own);
        }
        return all;
    }
}
