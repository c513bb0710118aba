using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>
/// A learner with an account, whatever else they do here. The id is the learner's own, so that registering moves no work:
/// the row appears beside the learner's, and goes with it.
/// </summary>
internal sealed class Person : IdentityUser<Guid>
{
    /// <summary>What others see.</summary>
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Since when an administrator keeps them out.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
    /// <summary>Made for a development machine, with a password that is shown there; refused everywhere else.</summary>
    public bool IsDemo { get; init; }
    public List<PersonRole> Roles { get; } = [];
    public List<Membership> Memberships { get; } = [];
}

/// <summary>A role that holds on the whole site. Everybody is a learner without a row.</summary>
internal sealed class PersonRole
{
    public Guid PersonId { get; init; }
    public required string Role { get; init; }
}

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public const int NameLength = 80;
    public const int EmailLength = 254;

    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.HasOne<Learner>().WithOne().HasForeignKey<Person>(person => person.Id).OnDelete(DeleteBehavior.Cascade);
        builder.Property(person => person.Name).HasMaxLength(NameLength);
        foreach (var address in (string[])[nameof(Person.UserName), nameof(Person.NormalizedUserName), nameof(Person.Email), nameof(Person.NormalizedEmail)])
            builder.Property(address).HasMaxLength(EmailLength).IsRequired();
        builder.Property(person => person.SecurityStamp).HasMaxLength(64).IsRequired();
        builder.Property(person => person.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
        builder.Property(person => person.PasswordHash).HasMaxLength(300);
        builder.Ignore(person => person.PhoneNumber).Ignore(person => person.PhoneNumberConfirmed);
        builder.HasIndex(person => person.NormalizedUserName).IsUnique();
        builder.HasIndex(person => person.NormalizedEmail).IsUnique();
    }
}

internal sealed class PersonRoleTable : IEntityTypeConfiguration<PersonRole>
{
    public void Configure(EntityTypeBuilder<PersonRole> builder)
    {
        builder.ToTable("person_roles");
        builder.HasKey(row => new { row.PersonId, row.Role });
        builder.Property(row => row.Role).HasMaxLength(30);
        builder.HasOne<Person>().WithMany(person => person.Roles).HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
