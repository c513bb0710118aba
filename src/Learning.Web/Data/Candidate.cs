using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>
/// Somebody whom an organisation assesses. Not an account: name and address are all that is known of them, and both go when they are made
/// anonymous. Markers see <see cref="Code"/> until a decision is recorded.
/// </summary>
internal sealed class Candidate
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    /// <summary>Four characters, unique in the organisation, such as 7F3A.</summary>
    public required string Code { get; init; }
    /// <summary>Null once made anonymous.</summary>
    public required string? Email { get; set; }
    public string? Name { get; set; }
    /// <summary>Multiplies every time that is given to them (an accommodation), 1 to 4. It stays out of every report.</summary>
    public decimal TimeFactor { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? AnonymisedAt { get; set; }
    public Organisation? Organisation { get; init; }
    public List<Invitation> Invitations { get; } = [];
}

internal sealed class CandidateTable : IEntityTypeConfiguration<Candidate>
{
    /// <summary>One person is one candidate of an organisation; the address is compared in lower case.</summary>
    public const string OneByAddress = "ix_candidates_organisation_email";

    public void Configure(EntityTypeBuilder<Candidate> builder)
    {
        builder.ToTable("candidates", table => table.HasCheckConstraint("ck_candidates_time_factor", "time_factor BETWEEN 1 AND 4"));
        builder.Property(row => row.Code).HasMaxLength(8);
        builder.Property(row => row.Email).HasMaxLength(PersonTable.EmailLength);
        builder.Property(row => row.Name).HasMaxLength(PersonTable.NameLength);
        builder.Property(row => row.TimeFactor).HasPrecision(4, 2);
        builder.HasIndex(row => new { row.OrganisationId, row.Code }).IsUnique();
        builder.HasIndex(row => new { row.OrganisationId, row.Email }, OneByAddress).IsUnique();
        builder.HasOne(row => row.Organisation).WithMany().HasForeignKey(row => row.OrganisationId).OnDelete(DeleteBehavior.Cascade);
    }
}
