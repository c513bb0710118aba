using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Learning.Web.Data;

/// <summary>What a request with an Idempotency-Key was answered, so that sending it again changes nothing and is answered the same. Kept for a day.</summary>
internal sealed class ApiAnswer
{
    public required Guid TokenId { get; init; }
    public required string Key { get; init; }
    /// <summary>SHA-256 of the request: the same key with another body is a mistake of the caller's.</summary>
    public required byte[] Request { get; init; }
    public required DateTimeOffset At { get; set; }
    /// <summary>Null while the first one is under way.</summary>
    public int? Status { get; set; }
    /// <summary>Protected with the site's keys: it may hold a link that opens a sitting.</summary>
    public string? Body { get; set; }
    /// <summary>What was made; the answer goes with it.</summary>
    public Guid? InvitationId { get; set; }
}

internal sealed class ApiAnswerTable : IEntityTypeConfiguration<ApiAnswer>
{
    public const int KeyLength = 200;

    public void Configure(EntityTypeBuilder<ApiAnswer> builder)
    {
        builder.ToTable("api_answers");
        builder.HasKey(row => new { row.TokenId, row.Key });
        builder.Property(row => row.Key).HasMaxLength(KeyLength);
        builder.Property(row => row.Request).HasMaxLength(32);
        builder.HasOne<ApiToken>().WithMany().HasForeignKey(row => row.TokenId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Invitation>().WithMany().HasForeignKey(row => row.InvitationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.At);
    }
}
