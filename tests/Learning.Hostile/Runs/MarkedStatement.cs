using System.Globalization;

namespace Learning.Hostile.Runs;

/// <summary>What a statement came to.</summary>
internal sealed record CameTo
{
    public string? SqlState { get; init; }
    public string Message { get; init; } = "";
    public string? Value { get; init; }
    public long Rows { get; init; }
    /// <summary>The connection ended under it.</summary>
    public bool Gone { get; init; }
    /// <summary>It was still running at the limit: when.</summary>
    public long? StoppedAt { get; init; }

    public bool Ran => SqlState is null && !Gone && StoppedAt is null;
    public string Said => Ran ? string.Create(CultureInfo.InvariantCulture, $"value {Value} ({Rows} rows)") : $"{SqlState}{(Gone ? "gone" : "")} {Message}";
}

/// <summary>
/// A statement and, on the line behind it, what it must come to: <c>-- => 42501 permission denied</c>, <c>-- => value 5</c>, <c>-- => rows 3</c>, <c>-- => ok</c>,
/// <c>-- => TimeLimit</c>, <c>-- => gone</c>. <c>-- as: supervisor</c> (owner, learner, or another name: a session of its own) says who sends what follows.
/// </summary>
internal sealed record MarkedStatement(string Sql, string Mark, string As, int Line)
{
    private const string MarkSign = "-- => ", AsSign = "-- as: ";

    public static IEnumerable<MarkedStatement> In(string source)
    {
        List<string> sql = [];
        var (sender, number, found) = ("learner", 0, 0);
        foreach (var line in source.Split('\n'))
        {
            number++;
            if (line.StartsWith(AsSign, StringComparison.Ordinal))
            {
                sender = line[AsSign.Length..].Trim();
            }
            else if (line.StartsWith(MarkSign, StringComparison.Ordinal))
            {
                found++;
                yield return new(string.Join('\n', sql).Trim().TrimEnd(';'), line[MarkSign.Length..].Trim(), sender, number);
                sql.Clear();
            }
            else if (!line.StartsWith("-- ", StringComparison.Ordinal))
            {
                sql.Add(line);
            }
        }
        if (found == 0 || sql.Any(line => line.Trim().Length > 0))
            throw new FormatException("Every statement of a case says behind it what it must come to.");
    }

    public bool IsMet(CameTo came) => Mark.Split(" | ").Any(mark => mark.Split(' ', 2) switch
    {
        ["ok"] => came.Ran,
        ["gone"] => came.Gone,
        ["TimeLimit"] => came.StoppedAt is not null,
        ["value", var value] => came.Ran && came.Value == value,
        ["rows", var rows] => came.Ran && came.Rows == long.Parse(rows, CultureInfo.InvariantCulture),
        [{ Length: 5 } state] => came.SqlState == state,
        [{ Length: 5 } state, var words] => came.SqlState == state && came.Message.Contains(words, StringComparison.Ordinal),
        _ => throw new FormatException($"Line {Line}: '{Mark}' is nothing that a statement comes to."),
    });
}
