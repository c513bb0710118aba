namespace Learning.Web.Features.Reviews;

/// <summary>What a review is asked for: exactly one of the two.</summary>
public sealed record ReviewSubject(Guid? Submission, Guid? Session);

/// <summary>What a learner may do about reviews of their own work. Answers of acts: why not, or null. Tests put their own behind it.</summary>
public interface IReviewRequestDesk
{
    /// <summary>Null when there is nothing to review, or it is not theirs.</summary>
    Task<AskedView?> FindAsync(ReviewSubject subject, CancellationToken cancellationToken);

    Task<string?> AskAsync(ReviewSubject subject, CancellationToken cancellationToken);

    Task<string?> WithdrawAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>A null <paramref name="text"/> was too long to be brought here.</summary>
    Task<string?> AnswerAsync(Guid id, Guid thread, string? text, CancellationToken cancellationToken);

    Task<string?> ResolveAsync(Guid id, Guid thread, bool resolved, CancellationToken cancellationToken);

    /// <summary>Calls back when something about this learner's reviews or notifications changes.</summary>
    Task<IDisposable> WatchAsync(Func<Task> changed);
}
