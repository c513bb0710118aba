namespace Learning.Web.Features.Integrations.Api;

/// <summary>Lists go by id, which grows with time: what is added while somebody pages comes at the end, and nothing is left out.</summary>
internal static class Paging
{
    public const int Usual = 50;
    private const int Most = 200;

    public static int Clamp(int limit) => Math.Clamp(limit, 1, Most);

    /// <summary>Of one row more than asked for, which says that there is another page.</summary>
    public static ApiPage<TShown> Page<TRow, TShown>(IReadOnlyList<TRow> rows, int limit, Func<TRow, Guid> id, Func<TRow, TShown> show)
    {
        var size = Clamp(limit);
        return new([.. rows.Take(size).Select(show)], rows.Count > size ? id(rows[size - 1]) : null);
    }
}
