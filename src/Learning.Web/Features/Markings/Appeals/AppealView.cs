using Learning.Grading.Reports;

namespace Learning.Web.Features.Markings.Appeals;

/// <summary>What judging a check again gave, beside what was given. Stored with the appeal; the report that it is about stays as it is.</summary>
public sealed record AppealJudgement
{
    /// <summary>The engine that judged again; empty when nothing could be judged.</summary>
    public string Engine { get; init; } = "";
    /// <summary>The contested finding then and now.</summary>
    public string Then { get; init; } = "";
    public string Now { get; init; } = "";
    public Verdict? VerdictThen { get; init; }
    public Verdict? VerdictNow { get; init; }
    /// <summary>Every finding of the task that differs, also outside of the contested check.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
    /// <summary>What a reader must know: another revision, evidence that is not there.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A contested check as both sides see it; the candidate without the answerer's name.</summary>
public sealed record AppealView(Guid Id, int Position, string Check, string Reason, DateTimeOffset AskedAt, AppealJudgement? Judged, string? Answer, string? By, bool? Upheld, DateTimeOffset? AnsweredAt);
