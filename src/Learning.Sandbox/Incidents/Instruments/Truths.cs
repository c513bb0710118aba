using Learning.Grading.Incidents;
using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>What has been true in this lab at any time: answers are judged by it, also when the learner has mended it meanwhile.</summary>
internal sealed class Truths(IReadOnlyList<(string Id, string Sql)> questions)
{
    private readonly Dictionary<string, HashSet<string>> _seen = questions.ToDictionary(question => question.Id, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _now = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public static Truths Of(Incident incident, Drawn drawn) => new(
        [.. incident.Stages.SelectMany(stage => stage.Findings).Where(finding => finding.Truth is not null && drawn.Has(finding.When)).Select(finding => (finding.Id, drawn.Fill(finding.Truth!)))]);

    public IReadOnlyList<string> Accepted(string finding)
    {
        lock (_gate)
            return _seen.TryGetValue(finding, out var seen) ? [.. seen] : [];
    }

    /// <summary>As of the last look.</summary>
    public IReadOnlyList<string> Now(string finding)
    {
        lock (_gate)
            return _now.GetValueOrDefault(finding, []);
    }

    public async Task LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (id, sql) in questions)
        {
            List<string> found = [];
            try
            {
                await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 15, AllResultTypesAreUnknown = true };
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (found.Count < 100 && await reader.ReadAsync(cancellationToken))
                {
                    if (!reader.IsDBNull(0))
                        found.Add(reader.GetString(0));
                }
            }
            catch (PostgresException)
            {
                continue; // the learner has dropped what the question is about; what was true before stays
            }
            lock (_gate)
            {
                _seen[id].UnionWith(found);
                _now[id] = found;
            }
        }
    }
}
