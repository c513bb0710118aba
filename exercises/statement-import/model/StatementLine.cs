using System.Globalization;

/// <summary>One line of a statement: reference;time;amount;text.</summary>
public sealed record StatementLine(string Reference, DateTime BookedAt, decimal Amount, string Text)
{
    public static List<StatementLine> ParseAll(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private static StatementLine Parse(string line)
    {
        var parts = line.Split(';', 4);
        return new(parts[0],
            DateTime.Parse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
            decimal.Parse(parts[2], CultureInfo.InvariantCulture),
            parts[3]);
    }
}
