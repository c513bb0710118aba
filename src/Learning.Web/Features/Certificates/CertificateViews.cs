namespace Learning.Web.Features.Certificates;

/// <summary>What a certificate says about one exercise, as it was when it was issued.</summary>
public sealed record CertificateEvidence(string Exercise, string Title, Guid Submission, DateTimeOffset PassedAt, string Engine, string Sha256, IReadOnlyList<string> Figures);

/// <summary>A certificate as whoever has its address reads it.</summary>
public sealed record CertificateView(string Code, string Name, string TrackSlug, string Track, DateTimeOffset IssuedAt, IReadOnlyList<CertificateEvidence> Evidence, bool IsOwner);

/// <summary>Whether a certificate can be made out here and now. <c>Code</c>: the one that there is.</summary>
public sealed record IssueStanding(bool IsPerson, string Name, string? Code);

/// <summary>The certificate's code, or why there is none, in a sentence.</summary>
public sealed record Issued(string? Code, string? Refusal);
