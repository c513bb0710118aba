using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Owns cohorts, assessments and candidates. Two organisations never see each other's.</summary>
internal sealed class Organisation
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public List<Membership> Memberships { get; } = [];
}

/// <summary>What somebody is in an organisation. One may be more than one thing there.</summary>
internal sealed class Membership
{
    public required Guid OrganisationId { get; init; }
    public required Guid PersonId { get; init; }
    public required string Role { get; init; }
    public required DateTimeOffset Since { get; init; }
    public Organisation? Organisation { get; init; }
    public Person? Person { get; init; }
}

internal sealed class OrganisationTable : IEntityTypeConfiguration<Organisation>
{
    public const int NameLength = 100;

    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("organisations");
        builder.Property(organisation => organisation.Name).HasMaxLength(NameLength);
        builder.HasIndex(organisation => organisation.Name).IsUnique();
    }
}

internal sealed class MembershipTable : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships");
        builder.HasKey(row => new { row.OrganisationId, row.PersonId, row.Role });
        builder.Property(row => row.Role).HasMaxLength(30);
        builder.HasOne(row => row.Organisation).WithMany(organisation => organisation.Memberships).HasForeignKey(row => row.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(row => row.Person).WithMany(person => person.Memberships).HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
