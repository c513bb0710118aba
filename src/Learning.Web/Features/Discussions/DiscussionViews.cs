namespace Learning.Web.Features.Discussions;

/// <summary>
/// A post as its reader may see it. <c>Body</c>: null while it is folded; then its text is nowhere in the page. <c>Version</c>: when it was last written.
/// </summary>
public sealed record PostView(Guid Id, string Author, bool IsMine, bool ByMentor, bool IsSpoiler, string? Body, DateTimeOffset At, DateTimeOffset Version, PostState State)
{
    public bool IsEdited => Version > At;
    public bool IsFolded => State == PostState.There && Body is null;
    public IReadOnlyList<PostView> Answers { get; init; } = [];
}

/// <summary>Deleting: its author may still undo it. Gone stays where others have answered.</summary>
public enum PostState { There, Deleting, Gone, Hidden }

/// <summary><c>Solves</c>: the exercise that unfolds what is folded here, its title and address; null where nothing does but a mentor's role.</summary>
public sealed record DiscussionView(IReadOnlyList<PostView> Threads, bool MayWrite, bool IsMentor, (string Title, string Href)? Solves)
{
    /// <summary>There is a solution that a post could give away.</summary>
    public bool HasSolution { get; init; }

    public int Count => Threads.Sum(thread => 1 + thread.Answers.Count);
}

/// <summary>What was done, or why not: a sentence.</summary>
public sealed record Said(Guid? Post, string? Refusal)
{
    public static Said No(string why) => new(null, why);
}
