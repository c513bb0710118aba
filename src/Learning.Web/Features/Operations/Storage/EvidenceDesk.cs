using Learning.Grading.Bundles;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Operations.Storage;

public sealed record EvidencePart(string Name, int Count, long Bytes);

/// <summary><c>Growth</c>: bytes of each of the last four weeks, newest first.</summary>
public sealed record EvidenceView(int Count, long Bytes, DateTimeOffset? Oldest, IReadOnlyList<EvidencePart> ByExercise, IReadOnlyList<EvidencePart> ByMonth, IReadOnlyList<long> Growth, int WithoutEvidence);

/// <summary>What a look at a sample found. <c>Damaged</c>: submissions whose evidence is not what was written, with why.</summary>
public sealed record IntegrityView(DateTimeOffset At, int Looked, IReadOnlyList<(Guid Submission, string Why)> Damaged);

/// <summary>How much evidence is kept, and whether it is still what was written.</summary>
internal sealed class EvidenceDesk(IDbContextFactory<LabContext> contexts, Administrators administrators, TimeProvider time)
{
    /// <summary>Bundles of a sample: a few seconds of work.</summary>
    public const int Sample = 50;

    public async Task<EvidenceView> LoadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var byExercise = await PartsAsync(context, """
            SELECT s.exercise_slug AS "Name", count(*)::int AS "Count", coalesce(sum(octet_length(e.bundle)), 0)::bigint AS "Bytes"
            FROM evidence e JOIN submissions s ON s.id = e.submission_id GROUP BY 1 ORDER BY 3 DESC
            """, cancellationToken);
        var byMonth = await PartsAsync(context, """
            SELECT to_char(stored_at AT TIME ZONE 'UTC', 'YYYY-MM') AS "Name", count(*)::int AS "Count", coalesce(sum(octet_length(bundle)), 0)::bigint AS "Bytes"
            FROM evidence GROUP BY 1 ORDER BY 1 DESC LIMIT 24
            """, cancellationToken);
        List<long> growth = [];
        for (var week = 0; week < 4; week++)
        {
            var (from, to) = (now.AddDays(-7 * (week + 1)), now.AddDays(-7 * week));
            growth.Add(await context.Evidence.Where(row => row.StoredAt > from && row.StoredAt <= to).SumAsync(row => (long)row.Bundle.Length, cancellationToken));
        }
        return new(byExercise.Sum(part => part.Count), byExercise.Sum(part => part.Bytes),
            await context.Evidence.MinAsync(row => (DateTimeOffset?)row.StoredAt, cancellationToken), byExercise, byMonth, growth,
            await context.Submissions.CountAsync(row => row.Status == SubmissionStatus.Graded && !context.Evidence.Any(evidence => evidence.SubmissionId == row.Id), cancellationToken));
    }

    /// <summary>Unpacks a random sample and recomputes each SHA-256. Null when whoever asks may not.</summary>
    public async Task<IntegrityView?> CheckAsync(CancellationToken cancellationToken)
    {
        if (await administrators.FindAsync(cancellationToken) is null)
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await context.Database.SqlQuery<Guid>($"SELECT submission_id AS \"Value\" FROM evidence ORDER BY random() LIMIT {Sample}").ToListAsync(cancellationToken);
        List<(Guid, string)> damaged = [];
        foreach (var id in ids)
        {
            if (await context.Evidence.AsNoTracking().FirstOrDefaultAsync(row => row.SubmissionId == id, cancellationToken) is { } row && await Task.Run(() => Damage(row), cancellationToken) is { } why)
                damaged.Add((id, why));
        }
        return new(time.GetUtcNow(), ids.Count, damaged);
    }

    private static string? Damage(StoredEvidence row)
    {
        try
        {
            return EvidenceBundle.FromCompressed(row.Bundle).EvidenceSha256 == row.Sha256 ? null : "Its SHA-256 is not the one in the row.";
        }
        catch (BundleException error)
        {
            return error.Message;
        }
    }

    private static Task<List<EvidencePart>> PartsAsync(LabContext context, string sql, CancellationToken cancellationToken) => context.Database.SqlQueryRaw<EvidencePart>(sql).ToListAsync(cancellationToken);
}
