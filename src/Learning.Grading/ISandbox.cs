using Learning.Grading.Exercises;
using Learning.Grading.Traces;

namespace Learning.Grading;

/// <summary>Where untrusted answers run. Our own faults are thrown as <see cref="InfrastructureException"/>.</summary>
public interface ISandbox
{
    /// <summary>Rents a cluster (and a runner), compiles the source or applies its DDL. The learner's faults are in the attempt's evidence.</summary>
    Task<IAttempt> OpenAsync(Exercise exercise, string source, CancellationToken cancellationToken);

    /// <summary>Has an exercise's data built for later, behind everything that somebody waits for. Nothing is kept running for it.</summary>
    Task BuildAsync(Exercise exercise, CancellationToken cancellationToken);

    /// <summary>Gets a cluster (and a runner) ready ahead of need: called when an exercise's page opens. Returns when one is ready.</summary>
    Task WarmAsync(Exercise exercise, CancellationToken cancellationToken);
}

/// <summary>One submission in its jail, single use. Disposal kills everything it started.</summary>
public interface IAttempt : IAsyncDisposable
{
    Evidence Prepared { get; }

    /// <summary>Adds one kind of evidence. Runs stop at the first that does not complete; that run is in the result.</summary>
    Task<Evidence> GatherAsync(EvidenceKind kind, Evidence evidence, CancellationToken cancellationToken);
}

/// <summary>Our fault: the grade is InfrastructureError and costs the learner nothing.</summary>
public class InfrastructureException(string message, Exception? cause = null) : Exception(message, cause);
