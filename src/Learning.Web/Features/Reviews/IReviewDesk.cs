using Learning.Web.Data;

namespace Learning.Web.Features.Reviews;

/// <summary>Where a new thread stands; neither line nor section: about the whole.</summary>
public sealed record ThreadPlace(int? Line, string? Section);

/// <summary>What the mentors' pages ask and do, for whoever looks. Every act asks anew whether they are a mentor, and holds the claim. Tests put their own behind it.</summary>
public interface IReviewDesk
{
    /// <summary>Null for whoever is no mentor.</summary>
    Task<QueueView?> QueueAsync(CancellationToken cancellationToken);

    /// <summary>Null when it is not there, or not this mentor's to see.</summary>
    Task<ReviewView?> OpenAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The requests that behave like this one, this one among them.</summary>
    Task<AlikeGroup?> AlikeAsync(Guid id, CancellationToken cancellationToken);

    Task<ActOutcome> ClaimAsync(Guid id, CancellationToken cancellationToken);

    Task<ActOutcome> ReleaseAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>A null <paramref name="text"/> was too long to be brought here.</summary>
    Task<ActOutcome> BeginThreadAsync(Guid id, ThreadPlace place, ReviewThreadKind kind, string? text, CancellationToken cancellationToken);

    Task<ActOutcome> ReplyAsync(Guid id, Guid thread, string? text, CancellationToken cancellationToken);

    Task<ActOutcome> ResolveAsync(Guid id, Guid thread, bool resolved, CancellationToken cancellationToken);

    Task<ActOutcome> GradeAsync(Guid id, int row, int grade, CancellationToken cancellationToken);

    Task<ActOutcome> SummariseAsync(Guid id, string? text, CancellationToken cancellationToken);

    /// <summary>Approved or ChangesAsked.</summary>
    Task<ActOutcome> DecideAsync(Guid id, ReviewState decision, CancellationToken cancellationToken);

    Task<ActOutcome> UndoAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Keeps a comment's text for later use.</summary>
    Task<ActOutcome> SaveTextAsync(string? text, CancellationToken cancellationToken);

    Task<ActOutcome> ForgetTextAsync(Guid saved, CancellationToken cancellationToken);

    /// <summary>One thread to each; those that others hold or that are decided are left out, and counted.</summary>
    Task<SentToAll> CommentToAllAsync(IReadOnlyList<Guid> ids, ReviewThreadKind kind, string? text, CancellationToken cancellationToken);

    /// <summary>Calls back on each change of the review until disposed. A hint: re-read then.</summary>
    IDisposable Watch(Guid id, Func<Task> changed);
}
