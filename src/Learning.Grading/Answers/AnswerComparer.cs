using System.Globalization;
using System.Text;
using System.Text.Json;
using Learning.Grading.Exercises;

namespace Learning.Grading.Answers;

/// <summary>What differs between two answers. Counts only: rows themselves are said for visible data alone.</summary>
public sealed record AnswerDifference(int Expected, int Actual, int Missing, int Unexpected, int FirstMisplaced, string? MissingRow, string? UnexpectedRow, string? Shape)
{
    public bool Same => Shape is null && Missing == 0 && Unexpected == 0 && FirstMisplaced == 0;
}

/// <summary>Compares answers row by row as typed values: 1.50 equals 1.5, null is not "", order as the exercise declares.</summary>
public static class AnswerComparer
{
    public static AnswerDifference Compare(string expectedJson, string actualJson, AnswerOrder order)
    {
        var expected = Rows(expectedJson);
        if (!TryRows(actualJson, out var actual))
            return new(expected.Count, 0, 0, 0, 0, null, null, "The answer is not a list of rows.");
        if (expected.Count > 0 && actual.Count > 0 && expected[0].Columns.Length != actual[0].Columns.Length)
            return new(expected.Count, actual.Count, 0, 0, 0, null, null, $"The answer has {actual[0].Columns.Length} columns, {expected[0].Columns.Length} are expected.");

        var missing = Without(expected, actual);
        var unexpected = Without(actual, expected);
        var misplaced = missing.Count + unexpected.Count > 0 ? 0 : FirstMisplaced(expected, actual, order);
        return new(expected.Count, actual.Count, missing.Count, unexpected.Count, misplaced, missing.FirstOrDefault()?.ToString(), unexpected.FirstOrDefault()?.ToString(), null);
    }

    /// <summary>What was left in the data against what the reference left there, in any order; null where nothing is changed, or nothing differs.</summary>
    public static AnswerDifference? CompareStates(string? expected, string? actual) =>
        expected is not null && Compare(expected, actual ?? "", AnyOrder) is { Same: false } difference ? difference : null;

    private static readonly AnswerOrder AnyOrder = new() { Kind = OrderKind.None };

    private static int FirstMisplaced(List<Row> expected, List<Row> actual, AnswerOrder order)
    {
        if (order.Kind == OrderKind.None)
            return 0;
        for (var i = 0; i < expected.Count; i++)
        {
            var same = order.Kind == OrderKind.Exact
                ? string.Equals(expected[i].Key, actual[i].Key, StringComparison.Ordinal)
                : order.By.All(column => string.Equals(expected[i][column], actual[i].At(expected[i].IndexOf(column)), StringComparison.Ordinal));
            if (!same)
                return i + 1;
        }
        return 0;
    }

    /// <summary>Multiset difference: duplicates count.</summary>
    private static List<Row> Without(List<Row> rows, List<Row> others)
    {
        var left = others.CountBy(row => row.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        List<Row> difference = [];
        foreach (var row in rows)
        {
            if (left.TryGetValue(row.Key, out var count) && count > 0)
                left[row.Key] = count - 1;
            else
                difference.Add(row);
        }
        return difference;
    }

    private static List<Row> Rows(string json) =>
        TryRows(json, out var rows) ? rows : throw new InfrastructureException("The reference's answer is not a list of rows.");

    private static bool TryRows(string json, out List<Row> rows)
    {
        rows = [];
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return false;
            foreach (var element in document.RootElement.EnumerateArray())
                rows.Add(Row.From(element));
            return true;
        }
        // Half of a character, escaped, is JSON; as text it is none, and is found out only when it is read.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private sealed record Row(string[] Names, string[] Columns)
    {
        public string Key { get; } = string.Join('\u001f', Columns);
        public string this[string column] => Columns[IndexOf(column)];
        public string At(int index) => index < Columns.Length ? Columns[index] : "";

        public int IndexOf(string column)
        {
            var index = Array.FindIndex(Names, name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase));
            return index >= 0 ? index : throw new InfrastructureException($"answer.by names the column {column}, which the reference's answer does not have.");
        }

        public static Row From(JsonElement element) => element.ValueKind == JsonValueKind.Object
            ? new([.. element.EnumerateObject().Select(property => property.Name)], [.. element.EnumerateObject().Select(property => Canonical(property.Value))])
            : new(["value"], [Canonical(element)]);

        public override string ToString()
        {
            var text = new StringBuilder();
            for (var i = 0; i < Columns.Length; i++)
                text.Append(i > 0 ? ", " : "").Append(Names[i]).Append(" = ").Append(Columns[i].Length > 60 ? Columns[i][..60] + "…" : Columns[i]);
            return text.ToString();
        }
    }

    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Number when value.TryGetDecimal(out var number) => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        JsonValueKind.String => $"\"{value.GetString()}\"",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(property => $"{property.Name}:{Canonical(property.Value)}"))}}}",
        _ => value.GetRawText(),
    };
}
