using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;
using Npgsql;

namespace Learning.Sandbox;

/// <summary>Opens attempts: two clusters from the pool, two runners for C#, and the proxy between them.</summary>
internal sealed class PostgresSandbox(ClusterPool clusters, Lazy<RunnerPool> runners, Lazy<AnswerCompiler> compiler, References references, WireProxy proxy, TimingLane timing, IJail jail, SandboxOptions options) : ISandbox
{
    public Task BuildAsync(Exercise exercise, CancellationToken cancellationToken) => clusters.BuildAsync(exercise, cancellationToken);

    public async Task WarmAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        if (exercise.Language == ExerciseLanguage.CSharp)
        {
            runners.Value.Fill();
            await compiler.Value.ReferenceAsync(exercise, cancellationToken);
        }
        await clusters.WarmAsync(exercise, cancellationToken);
    }

    public async Task<IAttempt> OpenAsync(Exercise exercise, string source, CancellationToken cancellationToken) => exercise.Language == ExerciseLanguage.CSharp
        ? await OpenCSharpAsync(exercise, source, cancellationToken)
        : await OpenSqlAsync(exercise, source, cancellationToken);

    private async Task<IAttempt> OpenCSharpAsync(Exercise exercise, string source, CancellationToken cancellationToken)
    {
        var theirs = compiler.Value.ReferenceAsync(exercise, cancellationToken);
        var (outcome, milliseconds, answer) = await compiler.Value.CompileAsync(exercise, exercise.Starter with { Text = source }, cancellationToken);
        if (answer is null)
            return new StoppedAttempt(new() { Prepared = outcome, CompileMs = milliseconds, Environment = Machine(exercise) }, null, () => { });

        var yours = await RunnerLaneAsync(exercise, answer, cancellationToken);
        try
        {
            var compiled = await theirs;
            var reference = await references.RentAsync(exercise, yours.Cluster.Template, async () => await RunnerLaneAsync(exercise, compiled, cancellationToken, yours.Cluster));
            var prepared = Prepared(exercise, yours, outcome) with { CompileMs = milliseconds };
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
            _ = clusters.RestockAsync(exercise);
        }
    }

    private async Task<RunnerLane> RunnerLaneAsync(Exercise exercise, CompiledAnswer answer, CancellationToken cancellationToken, Cluster? beside = null)
    {
        var runner = await runners.Value.RentAsync(cancellationToken);
        try
        {
            await runner.LoadAsync(answer.Load, cancellationToken, isOurs: beside is not null);
            return new(exercise, await clusters.RentAsync(exercise, cancellationToken, beside), proxy, runner, answer, runners.Value.RentAsync);
        }
        catch
        {
            await runner.DisposeAsync();
            throw;
        }
    }

    private async Task<IAttempt> OpenSqlAsync(Exercise exercise, string source, CancellationToken cancellationToken)
    {
        if (SqlAnswer.Parse(source, exercise, out var refused) is not { } answer)
            return new StoppedAttempt(new() { Prepared = refused, Environment = Machine(exercise) }, null, () => { });
        var yours = QueryLaneFor(exercise, await clusters.RentAsync(exercise, cancellationToken), answer);
        try
        {
            var outcome = await AppliedAsync(yours, cancellationToken);
            var prepared = Prepared(exercise, yours, outcome);
            if (outcome.Kind != OutcomeKind.Completed)
                return new StoppedAttempt(prepared, yours, () => _ = clusters.RestockAsync(exercise));

            var referenceAnswer = SqlAnswer.Parse(exercise.Reference.Text, exercise, out var broken)
                ?? throw new InfrastructureException($"{exercise.Slug}: the reference cannot be run: {broken.Message}");
            var reference = await references.RentAsync(exercise, yours.Cluster.Template,
                async () => QueryLaneFor(exercise, await clusters.RentAsync(exercise, cancellationToken, yours.Cluster), referenceAnswer));
            return new Attempt(exercise, prepared, yours, reference, OwnershipAsync, timing, () => _ = clusters.RestockAsync(exercise));
        }
        catch
        {
            await yours.DisposeAsync();
            throw;
        }

        Task<OwnershipCost> OwnershipAsync(CancellationToken stop) =>
            OwnershipProbe.MeasureAsync(exercise, yours.Cluster, () => clusters.RentAsync(exercise, stop, yours.Cluster), stop);
    }

    private static async Task<RunOutcome> AppliedAsync(QueryLane yours, CancellationToken cancellationToken)
    {
        try
        {
            return await yours.ApplyAllAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            if (await ServerLimits.PassedAsync(yours.Cluster, cancellationToken) is not { } passed)
                throw;
            return passed;
        }
    }

    private QueryLane QueryLaneFor(Exercise exercise, Cluster cluster, SqlAnswer answer) =>
        new(exercise, cluster, proxy, answer, DoorFolders.Create(options.DoorDirectory));

    private Evidence Prepared(Exercise exercise, Attempts.Lane lane, RunOutcome outcome) => new()
    {
        Prepared = outcome,
        Seeds = lane.Cluster.Template.Seeds,
        Environment = Machine(exercise),
    };

    private RunEnvironment Machine(Exercise exercise) => new(clusters.Installation.Version, exercise.Limits.RoundTripMs, jail.Name, Environment.ProcessorCount);

    /// <summary>An attempt that did not get as far as running.</summary>
    private sealed class StoppedAttempt(Evidence prepared, Attempts.Lane? lane, Action refill) : IAttempt
    {
        public Evidence Prepared => prepared;

        public Task<Evidence> GatherAsync(EvidenceKind kind, Evidence evidence, CancellationToken cancellationToken) => Task.FromResult(evidence);

        public async ValueTask DisposeAsync()
        {
            if (lane is not null)
                await lane.DisposeAsync();
            refill();
        }
    }
}
