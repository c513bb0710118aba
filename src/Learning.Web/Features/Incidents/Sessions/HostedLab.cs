using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Learning.Web.Data;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>How far a lab is that has not begun yet. <c>Failure</c>: Why it never will; null: it still may.</summary>
internal sealed record LabStart(LabProgress Progress, DateTimeOffset Since, string? Failure = null);

/// <summary>How a start ended that came to nothing: given up, or failed.</summary>
internal sealed record LabOver(IncidentStatus Status, string Why);

/// <summary>A lab of this process, from the wish for it to its last save.</summary>
internal sealed class HostedLab(Guid id, Incident incident, long seed, DateTimeOffset since) : IProgress<LabProgress>, IDisposable
{
    public Guid Id => id;
    public Incident Incident => incident;
    public long Seed => seed;
    public DateTimeOffset Since => since;
    public CancellationTokenSource Cancel { get; } = new();
    public LabStart Start { get; private set; } = new(new("Asking for a place", 0), since);
    public IncidentLab? Lab { get; set; }
    /// <summary>It will never begin: how and why that is to be written down. It stays hosted until it is.</summary>
    public LabOver? Over { get; set; }
    /// <summary>When the first second had been measured.</summary>
    public DateTimeOffset BeganAt { get; set; }
    public DateTimeOffset? PausedAt { get; set; }
    /// <summary>It is to end for good.</summary>
    public bool Closing { get; set; }
    public DateTimeOffset SavedAt { get; set; }
    /// <summary>As it was at the last look.</summary>
    public IncidentRecord? Seen { get; set; }
    /// <summary>Of the record that was saved last: what must not get lost between two saves.</summary>
    public object? SavedMoment { get; set; }
    /// <summary>The last look, of which the next one waits for the end.</summary>
    public Task Tended { get; set; } = Task.CompletedTask;
    /// <summary>One look at a time.</summary>
    public SemaphoreSlim Looking { get; } = new(1, 1);

    public void Report(LabProgress value) => Start = Start with { Progress = value };

    public void Fail(string why) => Start = Start with { Failure = why };

    /// <summary>What is worth a save of its own when it changes.</summary>
    public static object Moment(IncidentRecord record) =>
        (record.Phase, record.Stages.Count(stage => stage.HandedInAt is not null), record.Stages.Sum(stage => stage.Answers.Sum(answer => answer.Tries)), record.HandIn?.At, record.Evidence.Count);

    public void Dispose() => Cancel.Dispose();
}
