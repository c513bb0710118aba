using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>
/// A link for one candidate to one revision of an assessment. Of the link's secret only the SHA-256 is kept. Reading it changes nothing; it is
/// used once, by the candidate's own press of a button.
/// </summary>
internal sealed class Invitation
{
    public required Guid Id { get; init; }
    public required Guid CandidateId { get; init; }
    public required Guid RevisionId { get; init; }
    /// <summary>SHA-256 of the secret in the link. A new link (sent again) replaces it, and the old one leads nowhere.</summary>
    public required byte[] TokenHash { get; set; }
    /// <summary>Null when the API made it.</summary>
    public Guid? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    /// <summary>What an applicant tracking system calls it, and whom to tell.</summary>
    public string? ExternalId { get; init; }
    public Candidate? Candidate { get; init; }
    public AssessmentRevision? Revision { get; init; }
    public Sitting? Sitting { get; init; }
}

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations");
        builder.Property(row => row.TokenHash).HasMaxLength(32);
        builder.Property(row => row.ExternalId).HasMaxLength(200);
        builder.HasIndex(row => row.TokenHash).IsUnique();
        builder.HasOne(row => row.Candidate).WithMany(candidate => candidate.Invitations).HasForeignKey(row => row.CandidateId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(row => row.Revision).WithMany().HasForeignKey(row => row.RevisionId).OnDelete(DeleteBehavior.Cascade);
    }
}
