using System.Collections;
using System.Globalization;
using Learning.Sandbox.Protocol;

namespace Learning.Runner.Running;

/// <summary>Makes a grid of whatever a line came to: the first rows as text under column names, the others only counted.</summary>
internal static class Grid
{
    public const int MostRows = 200;
    private const int MostCharacters = 1 << 20;
    private const int LongestCell = 2_000;

    public static async Task<ScratchedEvent> OfAsync(string id, object? returned)
    {
        var value = await Answer.ValueOfAsync(returned);
        List<object?> kept = [];
        var count = 0;
        foreach (var row in value is IEnumerable sequence and not (string or byte[]) ? sequence : new[] { value })
        {
            if (count++ < MostRows)
            {
                kept.Add(row);
            }
        }
        var columns = GridColumns.Of(kept.FirstOrDefault(row => row is not null)?.GetType());
        var left = MostCharacters;
        string?[][] rows = [.. kept.Select(row => columns.Select(column => Cell(column.Read(row), ref left)).ToArray())];

        // What a row refers to and did not load would be a field of blanks.
        int[] shown = [.. Enumerable.Range(0, columns.Count).Where(index => !columns[index].IsNested || rows.Any(row => row[index] is not null))];
        return new ScratchedEvent(id, [.. shown.Select(index => columns[index].Name)], [.. rows.Select(row => shown.Select(index => row[index]).ToArray())], count);
    }

    private static string? Cell(object? value, ref int left)
    {
        if (TextOf(value) is not { } text)
        {
            return null;
        }
        var cut = Text.Cut(text, Math.Clamp(left, 1, LongestCell));
        left -= cut.Length;
        return cut;
    }

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text,
        byte[] bytes => "\\x" + Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, LongestCell / 2))),
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        ICollection many when many.Count > 0 && !GridColumns.IsScalar(many.Cast<object?>().FirstOrDefault(item => item is not null)?.GetType() ?? typeof(object)) => $"{many.Count} items",
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Take(20).Select(TextOf))}]",
        _ => value.ToString(),
    };
}
