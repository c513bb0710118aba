using System.Diagnostics;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Benchmarks.Assessments;

/// <summary>When a sitting was first seen closed, and when what was left over was first seen handed in; by the stopwatch. Null: not yet.</summary>
internal sealed record Closing(long? Closed, long? HandedIn);

/// <summary>Looks at the rows several times a second. The row says the deadline whenever it was written; how late it was written only a look can tell.</summary>
internal sealed class ClosingWatch(LabContextFactory rows)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public Dictionary<Guid, Closing> Seen { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var context = rows.CreateDbContext();
            var closed = await context.Sittings.AsNoTracking().Where(row => row.TasksClosedAt != null)
                .Select(row => new { row.Id, HandedIn = context.Submissions.Any(each => each.LearnerId == row.LearnerId && each.CreatedAt == row.TasksClosedAt) }).ToListAsync(CancellationToken.None);
            var now = Stopwatch.GetTimestamp();
            foreach (var row in closed)
            {
                var known = Seen.GetValueOrDefault(row.Id) ?? new(now, null);
                Seen[row.Id] = row.HandedIn ? known with { HandedIn = known.HandedIn ?? now } : known;
            }
            await Task.Delay(Look, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
