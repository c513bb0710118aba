using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>What pg_stat_statements gained since a moment, heaviest first. <c>Hot</c>: It takes most of the time there is.</summary>
internal sealed record TopRow(string Sql, long Calls, double MeanMs, double TotalMs, double Buffers, bool Hot)
{
    /// <summary><paramref name="since"/>: in seconds; a sample from before it is what counting begins at.</summary>
    public static IReadOnlyList<TopRow> Of(IReadOnlyList<StatementsSample> samples, double? since, int most = 6)
    {
        if (samples.Count == 0)
            return [];
        var before = since is { } from ? samples.LastOrDefault(sample => sample.At <= from && !ReferenceEquals(sample, samples[^1])) : null;
        var was = (before?.Top ?? []).GroupBy(statement => statement.Sql, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        List<TopRow> rows = [];
        foreach (var statement in samples[^1].Top)
        {
            var known = was.GetValueOrDefault(statement.Sql);
            var calls = statement.Calls - (known?.Calls ?? 0);
            var total = statement.TotalMs - (known?.TotalMs ?? 0);
            if (calls <= 0 || total < 0)
                continue; // reset in between, or not called
            var buffers = (statement.Buffers * statement.Calls - (known?.Buffers ?? 0) * (known?.Calls ?? 0)) / calls;
            rows.Add(new(statement.Sql, calls, total / calls, total, Math.Max(0, buffers), false));
        }
        var all = rows.Sum(row => row.TotalMs);
        return [.. rows.OrderByDescending(row => row.TotalMs).Take(most).Select(row => row with { Hot = row.TotalMs > all / 2 && row.MeanMs > 100 })];
    }
}
