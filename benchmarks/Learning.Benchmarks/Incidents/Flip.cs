using System.Diagnostics;
using Learning.Grading.Incidents;
using Learning.Grading.Plans;
using Learning.Sandbox.Incidents;

namespace Learning.Benchmarks.Incidents;

/// <summary>
/// The world's own promise, without its load: a probe of each common value is explained before the deployment's first statement and after it, in a
/// fresh copy. Probes are the texts of the workload's class whose plan flips, for the values that it is asked for most.
/// </summary>
internal static class Flip
{
    private const double Wanted = 100;

    /// <summary>Not every incident is one of plans.</summary>
    public static bool CanBeMade(Incident incident) => incident.Workload.Classes.Any(IsProbe);

    private static bool IsProbe(RequestClass kind) => kind.Flag is not null && kind.Parameters.Any(draw => draw.Kind == DrawKind.Choice);

    public static async Task<IncidentEntry> MakeAsync(IncidentLabs labs, Incident incident, long seed, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var lab = await labs.StartAsync(Guid.NewGuid(), incident, seed, new Progress<LabProgress>(), cancellationToken);
        var started = watch.Elapsed.TotalSeconds;
        await lab.PauseAsync();
        var kind = incident.Workload.Classes.First(IsProbe);
        var values = kind.Parameters.First(draw => draw.Kind == DrawKind.Choice).Weights.OrderByDescending(weight => weight.Value).Take(3).Select(weight => lab.Drawn.Fill(weight.Key)).ToList();
        var before = await ProbeAsync(lab, kind, values, cancellationToken);
        var deployed = incident.Events.Where(each => each.Kind == EventKind.Sql && lab.Drawn.Has(each.When)).SelectMany(each => each.Sql).ToList();
        foreach (var sql in deployed)
            await lab.RunAnyhowAsync("A", lab.Drawn.Fill(sql), cancellationToken);
        var after = await ProbeAsync(lab, kind, values, cancellationToken);
        var ratio = before.Zip(after, (good, bad) => (double)bad / Math.Max(good, 1)).Min();
        return new()
        {
            Part = "flip", Incident = incident.Slug, Revision = incident.Revision, Name = kind.Name, Seed = seed, StartSeconds = started, BuffersRatio = ratio, Landed = ratio >= Wanted,
            Said = string.Join(", ", values.Select((value, index) => $"{value} {before[index]:#,0} → {after[index]:#,0} pages")),
        };
    }

    private static async Task<IReadOnlyList<long>> ProbeAsync(IncidentLab lab, RequestClass kind, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        List<long> pages = [];
        foreach (var value in values)
        {
            var sql = lab.Drawn.Fill(kind.Sql).Replace("$1", "500", StringComparison.Ordinal).Replace("$2", $"'{value}'", StringComparison.Ordinal);
            var actions = await lab.RunAsync("A", $"EXPLAIN (ANALYZE, BUFFERS) {sql}", cancellationToken);
            var statement = actions[^1].Statement!;
            pages.Add(statement is { Error: null, Plan: { } plan } ? PlanReader.Read(plan, 0).Buffers : throw new Learning.Grading.InfrastructureException($"The probe failed: {statement.Error?.Message}"));
        }
        return pages;
    }
}
