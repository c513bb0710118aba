using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Assessments;

/// <summary>How far an exercise has proved itself. <c>Whole</c>: as written; null: not yet. Counts are of variants.</summary>
internal sealed record TaskProof(bool? Whole, int Equal, int Unequal, int Open)
{
    public static readonly TaskProof None = new(null, 0, 0, 0);

    public bool IsBad => Whole == false || Unequal > 0;
    public int Variants => Equal + Unequal + Open;

    public string Say => this switch
    {
        { Whole: false } => "an answer that ships with it gets another verdict than it declares",
        { Variants: > 0 } => $"{Equal} of {Variants} equal",
        { Whole: true } => "proved as written",
        _ => "not proved yet",
    };
}

/// <summary>What the newest checkups say of the contents that tasks have.</summary>
internal static class TaskProofs
{
    /// <summary>By slug and revision. A proof that is running, or failed by our fault, leaves what was known before.</summary>
    public static async Task<IReadOnlyDictionary<(string Slug, string Revision), TaskProof>> ReadAsync(LabContext context, IEnumerable<(string Slug, string Revision)> contents, CancellationToken cancellationToken)
    {
        var sought = contents.ToHashSet();
        var slugs = sought.Select(each => each.Slug).Distinct(StringComparer.Ordinal).ToList();
        var rows = await context.Checkups.AsNoTracking().Where(row => slugs.Contains(row.Slug))
            .Select(row => new { row.Slug, row.Revision, row.Variant, row.Status, row.AskedAt }).ToListAsync(cancellationToken);
        return rows.Where(row => sought.Contains((row.Slug, row.Revision))).GroupBy(row => (row.Slug, row.Revision)).ToDictionary(group => group.Key, group =>
        {
            var newest = group.GroupBy(row => row.Variant ?? 0).ToDictionary(each => each.Key,
                each => each.Where(row => row.Status is CheckupStatus.Good or CheckupStatus.Bad).MaxBy(row => row.AskedAt)?.Status);
            var variants = newest.Where(each => each.Key != 0).Select(each => each.Value).ToList();
            return new TaskProof(newest.GetValueOrDefault(0) is { } whole ? whole == CheckupStatus.Good : null,
                variants.Count(each => each == CheckupStatus.Good), variants.Count(each => each == CheckupStatus.Bad), variants.Count(each => each is null));
        });
    }
}
