using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>Somebody who learns here. Anonymous until they keep their work: then a browser's cookie is all that names them.</summary>
internal sealed class Learner
{
    public Guid Id { get; init; }
    /// <summary>Counts up from 1; makes the short name.</summary>
    public int Ordinal { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

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
    }
}
