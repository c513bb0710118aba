using Learning.Grading.Reports;
using Learning.Web.Data;

namespace Learning.Web.Features.Markings.Comparison;

/// <summary>
/// One task of one candidate. <c>Low</c>, <c>High</c>: The time ratio's 99 % interval, where one was measured. <c>ByTime</c>: All that is counted
/// was right, so that any points it lacks are a matter of time.
/// </summary>
public sealed record CandidateCell(int Position, string Glyph, string Tone, string Word, decimal? Points, bool Graded, int Of, Verdict? Verdict, double? Low, double? High, bool ByTime);

/// <summary>Who marks: <c>SignedCount</c> of <c>Needed</c>; <c>Begun</c> counts drafts too.</summary>
public sealed record MarkingProgress(int Needed, int Begun, int SignedCount, bool MineOpen, bool MineSigned, bool Decided, int Untalked)
{
    public bool Complete => Decided || SignedCount >= Needed;
    /// <summary>Somebody else could begin.</summary>
    public bool WantsMarker => !Complete && Begun < Needed;
}

/// <summary>One sitting in the table. <c>Name</c>: null before its decision. <c>Rubric</c>: null before all markings are signed. <c>Used</c>: minutes of the time box.</summary>
public sealed record CandidateRow(
    Guid Sitting, string Code, string? Name, SittingStatus Status, DateTimeOffset? HandedInAt, IReadOnlyList<CandidateCell> Cells, double? Rubric, MarkingProgress Marking, double? Used, int Signals, HiringOutcome? Outcome, int OpenAppeals)
{
    public string State => Outcome switch
    {
        HiringOutcome.Invite => "Invited",
        HiringOutcome.TalkFirst => "Talk first",
        HiringOutcome.Decline => "Declined",
        _ => Status switch
        {
            SittingStatus.Accepted => "Not begun",
            SittingStatus.Running => "Running",
            SittingStatus.Defending => "Answering questions",
            _ when Cells.Any(cell => !cell.Graded) => "Being graded",
            _ when !Marking.Complete => "To mark",
            _ when Marking.Untalked > 0 => "To talk over",
            _ => "To decide",
        },
    };
}

/// <summary>The table of an assessment's candidates. <c>Invited</c>: Links that nobody has used yet.</summary>
public sealed record CandidatesView(Guid Id, string Name, IReadOnlyList<TaskHead> Tasks, IReadOnlyList<CandidateRow> Rows, int RubricOf, int Invited);

public sealed record TaskHead(int Position, string Title, int Weight);

/// <summary>A sitting that somebody could work on now.</summary>
public sealed record ToMark(Guid Sitting, string Code, string Assessment, string What, DateTimeOffset? HandedInAt);
