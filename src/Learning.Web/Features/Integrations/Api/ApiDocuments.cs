using Learning.Web.Features.Assessments;

namespace Learning.Web.Features.Integrations.Api;

/// <summary>One page of a list. <c>Next</c>: what to send as <c>after</c> for the next page; null on the last one.</summary>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, Guid? Next);

internal sealed record ApiTask(int Position, TaskKind Kind, string Slug, int Points, int Minutes);

/// <summary>A published assessment, as those get it who are invited now.</summary>
internal sealed record ApiAssessment(Guid Id, string Name, int Revision, DateTimeOffset PublishedAt, int Minutes, int Points, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, bool Archived, IReadOnlyList<ApiTask> Tasks);

internal enum ApiInvitationStatus { Open, Used, Expired, Revoked }

/// <summary><c>Sitting</c>: null until a decision is recorded. <c>Link</c>: only in the answer that made it; it is known nowhere afterwards.</summary>
internal sealed record ApiInvitation(
    Guid Id, Guid Assessment, int Revision, Guid Candidate, string? Email, string? Name, ApiInvitationStatus Status, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? ExternalId, Guid? Sitting, string? Link = null);

/// <summary><c>TimeFactor</c>: multiplies every time that is given to the candidate, 1 to 4; left out, it stays as it is. <c>ExternalId</c>: what your system calls it.</summary>
internal sealed record NewInvitation(Guid Assessment, string Email, string? Name, decimal? TimeFactor, string? ExternalId);
