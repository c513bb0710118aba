using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>When the site last said that it lives. What lies between that and the next start was our outage, and stops candidates' clocks.</summary>
internal sealed class Heartbeat
{
    /// <summary>What beats: <c>site</c>, <c>grading</c>.</summary>
    public required string Name { get; init; }
    public required DateTimeOffset At { get; set; }
}

internal sealed class HeartbeatTable : IEntityTypeConfiguration<Heartbeat>
{
    public void Configure(EntityTypeBuilder<Heartbeat> builder)
    {
        builder.ToTable("heartbeats");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(40);
    }
}
