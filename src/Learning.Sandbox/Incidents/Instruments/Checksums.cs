using Npgsql;

namespace Learning.Sandbox.Incidents.Instruments;

/// <summary>Whether what users had is still there, unchanged.</summary>
internal static class Checksums
{
    public static async Task<IReadOnlyList<string>> OfAsync(NpgsqlConnection supervisor, LabSetup setup, CancellationToken cancellationToken)
    {
        List<string> found = [];
        foreach (var sql in setup.Incident.Fix.Checksums)
        {
            try
            {
                await using var command = new NpgsqlCommand(setup.Drawn.Fill(sql), supervisor) { AllResultTypesAreUnknown = true, CommandTimeout = 180 };
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                found.Add(await reader.ReadAsync(cancellationToken)
                    ? string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetName(column)} {(reader.IsDBNull(column) ? "none" : reader.GetString(column))}")) : "nothing");
            }
            catch (PostgresException error) when (error.SqlState.StartsWith("42", StringComparison.Ordinal))
            {
                // What it asks about is gone. A server that is full or ending says nothing about the data.
                found.Add(error.MessageText);
            }
        }
        return found;
    }

    public static string? Difference(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var changed = before.Zip(after).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First} became {pair.Second}").ToList();
        return changed.Count == 0 ? null : string.Join("; ", changed);
    }
}
