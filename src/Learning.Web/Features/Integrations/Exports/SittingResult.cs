using System.Text.Json;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;

namespace Learning.Web.Features.Integrations.Exports;

/// <summary>One candidate's sitting as it leaves this site.</summary>
internal sealed record SittingResult
{
    public required Guid Id { get; init; }
    /// <summary>Null until a decision is recorded, as are <see cref="ExternalId"/>, <see cref="Candidate"/>, <see cref="Name"/> and <see cref="Email"/>.</summary>
    public Guid? Invitation { get; init; }
    public string? ExternalId { get; init; }
    public required Guid Assessment { get; init; }
    public required string AssessmentName { get; init; }
    public required int Revision { get; init; }
    public Guid? Candidate { get; init; }
    public required string Code { get; init; }
    /// <summary>Null again once made anonymous.</summary>
    public string? Name { get; init; }
    public string? Email { get; init; }
    public required SittingStatus Status { get; init; }
    public DateOnly? StartedOn { get; init; }
    public DateTimeOffset? HandedInAt { get; init; }
    public SittingEnd? EndedBy { get; init; }
    /// <summary>Percent of the time box.</summary>
    public int? TimeUsed { get; init; }
    /// <summary>Null until every task is graded. One that failed by our fault counts neither here nor in <see cref="OutOf"/>.</summary>
    public decimal? Points { get; init; }
    public required int OutOf { get; init; }
    public required IReadOnlyList<TaskResult> Tasks { get; init; }
    /// <summary>Rubric key to score, 0 to 4; empty until two markers have signed.</summary>
    public required IReadOnlyDictionary<string, decimal> Rubric { get; init; }
    public DecisionResult? Decision { get; init; }
    public DateTimeOffset? AnonymisedAt { get; init; }
}

/// <summary><c>Breakdown</c>: where the points come from, line by line. <c>Certificate</c>: could a re-run change the verdict; read for single sittings only.</summary>
internal sealed record TaskResult(int Position, string Slug, TaskKind Kind, decimal? Points, int OutOf, Verdict? Verdict, Guid? Submission, JsonElement? Breakdown, JsonElement? Certificate = null);

/// <summary>A named person's decision.</summary>
internal sealed record DecisionResult(HiringOutcome Outcome, string DecidedBy, string Reasons, DateTimeOffset At);
