using Learning.Grading.Exercises;
using Learning.Grading.Incidents.Postmortems;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Incidents.Report;

namespace Learning.Web.Features.Reviews;

/// <summary>One request as the queue shows it. <c>Holder</c>: Who has claimed it now; null when it is free.</summary>
public sealed record QueueRow(
    Guid Id, string Learner, string Title, Verdict? Verdict, string Outcome, bool IsPostmortem, int Round, DateTimeOffset RequestedAt, string? Holder, bool Mine, string? Behaviour)
{
    /// <summary>Decided, and still to be undone.</summary>
    public bool Deciding { get; init; }
}

/// <summary>Requests whose code did the same. <c>First</c>: Names the group in addresses.</summary>
public sealed record AlikeGroup(Guid First, string Title, string Says, IReadOnlyList<QueueRow> Rows);

/// <summary>What waits for this mentor, oldest first. <c>MinutesEach</c>: Median of the latest reviews; null while there are too few to say.</summary>
public sealed record QueueView(IReadOnlyList<QueueRow> Rows, IReadOnlyList<AlikeGroup> Alike, double? MinutesEach, string? Usually, DateTimeOffset At);

public sealed record CommentItem(Guid Id, string Author, bool ByMentor, bool Mine, string Body, DateTimeOffset At);

public sealed record ThreadItem(Guid Id, int? Line, string? Section, ReviewThreadKind Kind, bool Resolved, IReadOnlyList<CommentItem> Comments);

/// <summary>An earlier or later request about the same work.</summary>
public sealed record RoundItem(Guid Id, int Round, ReviewState State, DateTimeOffset RequestedAt, int Threads, int Open);

/// <summary>A decision of this mentor that can still be undone, on whichever page they are.</summary>
public sealed record PendingDecision(Guid Review, string Learner, ReviewState Decision, DateTimeOffset Until);

/// <summary>A postmortem beside the session that it is about.</summary>
public sealed record PostmortemSubject(IncidentReportView Session, IReadOnlyDictionary<string, string> Sections)
{
    public IReadOnlyList<PostmortemSection> Written { get; } = [.. PostmortemSections.All.Where(section => !string.IsNullOrWhiteSpace(Sections.GetValueOrDefault(section.Id)))];
}

/// <summary>Everything that a mentor sees of one review; immutable, re-read after every act.</summary>
public sealed record ReviewView
{
    public required QueueRow Row { get; init; }
    public required ReviewState State { get; init; }
    /// <summary>Null: nobody holds it, or not this mentor.</summary>
    public DateTimeOffset? ClaimUntil { get; init; }
    public ReviewState? Decision { get; init; }
    public required IReadOnlyList<int> Grades { get; init; }
    public string Summary { get; init; } = "";
    /// <summary>Null when the exercise is not here any more; the work is.</summary>
    public Exercise? Exercise { get; init; }
    public AttemptView? Attempt { get; init; }
    /// <summary>The learner's hand-in before this one.</summary>
    public AttemptView? Before { get; init; }
    /// <summary>Newest first.</summary>
    public IReadOnlyList<AttemptRow> History { get; init; } = [];
    public PostmortemSubject? Postmortem { get; init; }
    public required IReadOnlyList<ThreadItem> Threads { get; init; }
    public required IReadOnlyList<RoundItem> Rounds { get; init; }
    public required IReadOnlyList<SavedText> Saved { get; init; }
    public required QueueView Queue { get; init; }
    public PendingDecision? Pending { get; init; }
    public required string Me { get; init; }

    public IReadOnlyList<RubricRow> Rubric => Postmortem is null ? Reviews.Rubric.OfCode : Reviews.Rubric.OfPostmortems;
    public bool Open => State is ReviewState.Waiting or ReviewState.Claimed;
    /// <summary>This mentor may write: it is theirs, or nobody's.</summary>
    public bool MayWrite => Open && Decision is null && (Row.Mine || Row.Holder is null);
    public int OpenThreads => Threads.Count(thread => !thread.Resolved && thread.Kind != ReviewThreadKind.Praise);
}

public sealed record SavedText(Guid Id, string Text);

/// <summary>A comment to a group. <c>Refusal</c>: nobody got it. <c>Left</c>: decided, withdrawn or claimed by another mentor meanwhile.</summary>
public sealed record SentToAll(string? Refusal, int Sent = 0, int Left = 0);

/// <summary>What became of an act: why not, or null. <c>OfferToSave</c>: The text was written before, and might be kept.</summary>
public sealed record ActOutcome(string? Refusal, bool OfferToSave = false)
{
    public static ActOutcome Done { get; } = new((string?)null);
}

/// <summary>What a learner sees of their own request.</summary>
public sealed record OwnReview
{
    public required Guid Id { get; init; }
    public required ReviewState State { get; init; }
    public required int Round { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    /// <summary>Requests before it; null when it does not wait.</summary>
    public int? Ahead { get; init; }
    public string? Holder { get; init; }
    public string? Summary { get; init; }
    public IReadOnlyList<(RubricRow Row, int Grade)> Grades { get; init; } = [];
    public required IReadOnlyList<ThreadItem> Threads { get; init; }
}

/// <summary>The learner's side of one piece of work. <c>Why</c>: Why no review can be asked for; null when it can.</summary>
public sealed record AskedView(OwnReview? Review, bool MayAsk, string? Why, IReadOnlyList<RoundItem> Rounds);
