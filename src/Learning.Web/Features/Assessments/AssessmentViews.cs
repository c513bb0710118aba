namespace Learning.Web.Features.Assessments;

/// <summary>One line of the list. <c>Revision</c>: the newest that was published.</summary>
public sealed record AssessmentRow(Guid Id, string Name, int? Revision, int Tasks, int Minutes, int Invited, int Running, int HandedIn, DateTimeOffset UpdatedAt, bool Archived);

internal sealed record AssessmentList(HiringOrganisation Organisation, IReadOnlyList<HiringOrganisation> Organisations, IReadOnlyList<AssessmentRow> Rows);

/// <summary><c>By</c>: null for the API, or somebody who has left. <c>Invited</c>: who got this revision.</summary>
public sealed record RevisionRow(int Number, string Name, AssessmentPlan Plan, DateTimeOffset At, string? By, int Invited);

/// <summary>What the builder shows. <c>Stops</c>: sentences of what stops publishing. <c>Blocked</c>: what keeps the published revision from being given to somebody new.</summary>
public sealed record AssessmentView(
    Guid Id, string Organisation, string Name, AssessmentPlan Plan, int Version, DateTimeOffset UpdatedAt, bool Archived, IReadOnlyList<RevisionRow> Revisions,
    IReadOnlyList<string> Stops, IReadOnlyList<string> Blocked, IReadOnlyDictionary<string, string> Proofs)
{
    /// <summary>The newest.</summary>
    public RevisionRow? Published => Revisions.Count == 0 ? null : Revisions[0];
}

/// <summary><c>Kept</c>: how it stands now, with the change or without. <c>IsNewer</c>: somebody else has changed it since, and nothing was written.</summary>
internal sealed record PlanOutcome(AssessmentView? Kept, string? Refusal, bool IsNewer = false);
