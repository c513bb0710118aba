using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Somebody who learns here. Anonymous, and named by a browser's cookie alone, until a <see cref="Person"/> of the same id keeps the work.</summary>
internal sealed class Learner
{
    public Guid Id { get; init; }
    /// <summary>Counts up from 1; makes the short name.</summary>
    public int Ordinal { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Whose account took this browser's work over. The row stays only while something of it could not be moved yet.</summary>
    public Guid? MovedTo { get; set; }

    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"learner-{Ordinal}");
}

internal sealed class LearnerTable : IEntityTypeConfiguration<Learner>
{
    public void Configure(EntityTypeBuilder<Learner> builder)
    {
        builder.ToTable("learners");
        builder.Property(learner => learner.Ordinal).UseIdentityAlwaysColumn();
        builder.HasIndex(learner => learner.Ordinal).IsUnique();
        builder.Ignore(learner => learner.Name);
        builder.HasOne<Learner>().WithMany().HasForeignKey(learner => learner.MovedTo).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(learner => learner.MovedTo).HasFilter("moved_to IS NOT NULL");
    }
}
