using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox;

/// <summary>Opens attempts: two clusters from the pool, two runners for C#, and the proxy between them.</summary>
internal sealed class PostgresSandbox(ClusterPool clusters, Lazy<RunnerPool> runners, WireProxy proxy, TimingLane timing, IJail jail, SandboxOptions options) : ISandbox
{
    public async Task WarmAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        if (exercise.Language == ExerciseLanguage.CSharp)
            runners.Value.Fill();
        await clusters.WarmAsync(exercise, cancellationToken);
    }

    public async Task<IAttempt> OpenAsync(Exercise exercise, string source, CancellationToken cancellationToken) => exercise.Language == ExerciseLanguage.CSharp
        ? await OpenCSharpAsync(exercise, source, cancellationToken)
        : await OpenSqlAsync(exercise, source, cancellationToken);

    private async Task<IAttempt> OpenCSharpAsync(Exercise exercise, string source, CancellationToken cancellationToken)
    {
        var yours = await RunnerLaneAsync(exercise, cancellationToken);
        try
        {
            var (outcome, milliseconds) = await yours.CompileAsync(exercise.Starter with { Text = source }, cancellationToken);
            var prepared = Prepared(exercise, yours, outcome) with { CompileMs = milliseconds };
            if (outcome.Kind != OutcomeKind.Completed)
                return new StoppedAttempt(prepared, yours, Over);

            var reference = await ReferenceAsync(exercise, yours.Cluster, cancellationToken);
            return new Attempt(exercise, prepared, yours, reference, _ => throw new InfrastructureException($"{exercise.Slug}: cost to own is for SQL answers."), timing, Over);
        }
        catch
        {
            await yours.DisposeAsync();
            throw;
        }

        void Over()
        {
            runners.Value.Fill();
            _ = clusters.RenewAsync(exercise);
        }
    }

    private async Task<RunnerLane> ReferenceAsync(Exercise exercise, Cluster beside, CancellationToken cancellationToken)
    {
        var reference = await RunnerLaneAsync(exercise, cancellationToken, beside);
        try
        {
            var (outcome, _) = await reference.CompileAsync(exercise.Reference, cancellationToken);
            return outcome.Kind == OutcomeKind.Completed ? reference : throw new InfrastructureException($"{exercise.Slug}: the reference does not compile: {outcome.Message}");
        }
        catch
        {
            await reference.DisposeAsync();
            throw;
        }
    }

    private async Task<RunnerLane> RunnerLaneAsync(Exercise exercise, CancellationToken cancellationToken, Cluster? beside = null)
    {
        var runner = await runners.Value.RentAsync(cancellationToken);
        try
        {
            return new(exercise, await clusters.RentAsync(exercise, cancellationToken, beside), proxy, runner, runners.Value.RentAsync);
        }
        catch
        {
            await runner.DisposeAsync();
            throw;
        }
    }

    private async Task<IAttempt> OpenSqlAsync(Exercise exercise, string source, CancellationToken cancellationToken)
    {
        var answer = SqlAnswer.Parse(source, exercise, out var refused);
        var yours = QueryLaneFor(exercise, await clusters.RentAsync(exercise, cancellationToken), answer);
        try
        {
            var outcome = answer is null ? refused : await yours.ApplyAsync(exercise.Data.Visible, cancellationToken);
            var prepared = Prepared(exercise, yours, outcome);
            if (outcome.Kind != OutcomeKind.Completed)
                return new StoppedAttempt(prepared, yours, () => { });

            var referenceAnswer = SqlAnswer.Parse(exercise.Reference.Text, exercise, out var broken)
                ?? throw new InfrastructureException($"{exercise.Slug}: the reference cannot be run: {broken.Message}");
            var reference = QueryLaneFor(exercise, await clusters.RentAsync(exercise, cancellationToken, yours.Cluster), referenceAnswer);
            return new Attempt(exercise, prepared, yours, reference, OwnershipAsync, timing, () => _ = clusters.RenewAsync(exercise));
        }
        catch
        {
            await yours.DisposeAsync();
            throw;
        }

        async Task<OwnershipCost> OwnershipAsync(CancellationToken stop)
        {
            await using var untouched = await clusters.RentAsync(exercise, stop, yours.Cluster);
            return await OwnershipProbe.MeasureAsync(exercise, untouched, yours.Cluster, stop);
        }
    }

    private QueryLane QueryLaneFor(Exercise exercise, Cluster cluster, SqlAnswer? answer)
    {
        var doors = Path.Combine(options.DoorDirectory, Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(doors);
        return new(exercise, cluster, proxy, answer ?? new([], new("", 1, 1)), doors);
    }

    private Evidence Prepared(Exercise exercise, Attempts.Lane lane, RunOutcome outcome) => new()
    {
        Prepared = outcome,
        Seeds = lane.Cluster.Template.Seeds,
        Environment = new(lane.Cluster.PostgresVersion, exercise.Limits.RoundTripMs, jail.Name, Environment.ProcessorCount),
    };

    /// <summary>An attempt that did not get as far as running.</summary>
    private sealed class StoppedAttempt(Evidence prepared, Attempts.Lane lane, Action refill) : IAttempt
    {
        public Evidence Prepared => prepared;

        public Task<Evidence> GatherAsync(EvidenceKind kind, Evidence evidence, CancellationToken cancellationToken) => Task.FromResult(evidence);

        public async ValueTask DisposeAsync()
        {
            await lane.DisposeAsync();
            refill();
        }
    }
}
