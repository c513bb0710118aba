using Learning.Grading.Incidents;

namespace Learning.Sandbox.Incidents;

/// <summary>Who may run a lab now: so many at a time on this machine, the others wait in line. <c>FreeInMinutes</c>: When the next place is free at the latest; null: there is one.</summary>
public sealed record LabPlaces(int Running, int Most, int Waiting, double? FreeInMinutes);

/// <summary>A step of making a lab ready, as it begins.</summary>
/// <param name="Text">What is being done, "Copying the database".</param>
/// <param name="Done">0–1, as far as it is known.</param>
public sealed record LabProgress(string Text, double Done);

/// <summary>All labs of this process.</summary>
public sealed class IncidentLabs : IAsyncDisposable
{
    /// <summary>Builds the incident's template where there is none yet; takes half a minute then.</summary>
    public Task WarmAsync(Incident incident, CancellationToken cancellationToken) => throw new NotSupportedException();

    public LabPlaces Places => throw new NotSupportedException();

    /// <summary>
    /// Waits for a place, copies the world, starts it and its load. Returns when the first second has been measured. Throws
    /// <see cref="Grading.InfrastructureException"/> when this machine cannot.
    /// </summary>
    public Task<IncidentLab> StartAsync(Guid id, Incident incident, long seed, IProgress<LabProgress> progress, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>A lab of this process that has not been disposed of.</summary>
    public IncidentLab? Find(Guid id) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
