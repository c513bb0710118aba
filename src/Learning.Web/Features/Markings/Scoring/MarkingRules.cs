using Learning.Web.Data;

namespace Learning.Web.Features.Markings.Scoring;

/// <summary>When something may happen to a marking and to a decision, and the sentences for when it may not.</summary>
internal static class MarkingRules
{
    public const int Highest = 4;

    /// <summary>Markers who see a row this far apart talk about it before anybody decides.</summary>
    public const int Apart = 2;

    public const int NoteLength = 2000;

    public const string NotHere = "This sitting is not here, or not yours. Nothing was written.";
    public const string Taken = "Two people mark this candidate already. Nothing was written.";
    public const string Elsewhere = "This marking was changed in another window. It is read again; nothing of this click was written.";
    public const string Signed = "Your marking is signed, and stays as it is. What the markers agree on later is written as their talk.";
    public const string NotIn = "The candidate has not handed in yet.";
    public const string Decided = "A decision was recorded meanwhile. It is shown here; nothing of this click was written.";
    public const string NoManager = "Decisions are made by a hiring manager of the organisation.";
    public const string NoEvidence = "The reasons cite no evidence that is in the report. Name at least one mark, such as [T1:S2]; the list beside the field has them.";

    public static string? RefuseNote(string? note) => note switch
    {
        { Length: > NoteLength } => $"The note is {note.Length} characters long; at most {NoteLength} are taken.",
        _ when note?.Contains('\0', StringComparison.Ordinal) == true => "The note holds a character with the code 0, which cannot be kept.",
        _ => null,
    };

    public static string? RefuseReasons(string? reasons) => reasons switch
    {
        null => $"The reasons are longer than {HiringDecisionTable.ReasonsLength} characters and were not sent. They are still in their field.",
        { Length: > HiringDecisionTable.ReasonsLength } => $"The reasons are {reasons.Length} characters long; at most {HiringDecisionTable.ReasonsLength} are taken.",
        _ when string.IsNullOrWhiteSpace(reasons) => "A decision needs its reasons: at least one sentence that cites evidence.",
        _ when reasons.Contains('\0', StringComparison.Ordinal) => "The reasons hold a character with the code 0, which cannot be kept.",
        _ => null,
    };

    /// <summary>Why nobody may decide yet; null when somebody may.</summary>
    public static string? Undecidable(MarkingView view) => view switch
    {
        { HandedIn: false } => NotIn,
        { Ungraded: > 0 } => $"{view.Ungraded} of the tasks {(view.Ungraded == 1 ? "is" : "are")} not graded yet.",
        { Complete: false } => view.Needed == 1 ? "Opens after the marking is signed." : "Opens after both markings are signed.",
        { Untalked: [var one] } => $"Opens after the markers have talked about “{one.Title}”, which they see two or more apart.",
        { Untalked.Count: > 1 } => $"Opens after the markers have talked about the {view.Untalked.Count} rows that they see two or more apart.",
        { MayDecide: false } => NoManager,
        _ => null,
    };
}
