using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>A mail on its way. The row is what survives a mail server that is down, or a restart.</summary>
internal sealed class OutgoingMail
{
    public Guid Id { get; init; }
    /// <summary>Whom it is about; it goes with them.</summary>
    public Guid? PersonId { get; init; }
    /// <summary>The candidate that it is about, where that is no person here.</summary>
    public Guid? CandidateId { get; init; }
    /// <summary>What it invites to; the manager's page shows how its mail is doing.</summary>
    public Guid? InvitationId { get; init; }
    public required string Recipient { get; init; }
    public required string Subject { get; init; }
    /// <summary>Plain text. Emptied once it is sent, for it may hold a link that opens an account.</summary>
    public required string Body { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Past this its link is dead, and so is the mail.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset NextTryAt { get; set; }
    public int Tries { get; set; }
    public string? LastError { get; set; }
    public DateTimeOffset? SentAt { get; set; }
}

internal sealed class OutgoingMailTable : IEntityTypeConfiguration<OutgoingMail>
{
    public const int ErrorLength = 500;
    public const int SubjectLength = 200;

    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("outgoing_mails");
        builder.Property(mail => mail.Recipient).HasMaxLength(PersonTable.EmailLength);
        builder.Property(mail => mail.Subject).HasMaxLength(SubjectLength);
        builder.Property(mail => mail.LastError).HasMaxLength(ErrorLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(mail => mail.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Candidate>().WithMany().HasForeignKey(mail => mail.CandidateId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Invitation>().WithMany().HasForeignKey(mail => mail.InvitationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(mail => mail.NextTryAt, "ix_outgoing_mails_waiting").HasFilter("sent_at IS NULL");
    }
}
