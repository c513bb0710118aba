using Learning.Web.Data;

namespace Learning.Web.Features.Exercises;

/// <summary>What the exercise pages may ask and do, for the learner of this circuit. Tests put their own behind it.</summary>
public interface IExerciseDesk
{
    Task<ExerciseListView> ListAsync(CancellationToken cancellationToken);

    /// <summary>Null when there is no such exercise.</summary>
    Task<WorkbenchView?> OpenAsync(string slug, CancellationToken cancellationToken);

    /// <summary>Gets a database ready ahead of need. Null when one is; else the id under which the log says what is wrong here.</summary>
    Task<string?> WarmAsync(string slug, CancellationToken cancellationToken);

    /// <summary>Queues the source; returns at once.</summary>
    Task<HandedIn> HandInAsync(string slug, SubmissionKind kind, string source, CancellationToken cancellationToken);

    /// <summary>When it was saved, by the server's clock; null when it cannot be kept.</summary>
    Task<DateTimeOffset?> SaveDraftAsync(string slug, string source, CancellationToken cancellationToken);

    /// <summary>Null when it is not there, or not this learner's.</summary>
    Task<AttemptView?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Calls back on each change of the submission until disposed. A hint: re-read then.</summary>
    IDisposable Watch(Guid id, Func<Task> changed);
}
