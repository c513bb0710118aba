using Npgsql;

namespace Learning.Sandbox.Incidents.Console;

/// <summary>Values of a console's answer as text, cut: of one cell, and of all that one statement brings into the record.</summary>
internal sealed class CellReader(RecordRoom room)
{
    private const int LongestCell = 2000;
    /// <summary>A plan is longer than other cells are allowed to be, and useless when it is cut.</summary>
    private const int LongestPlan = 1 << 20;
    private const int MostOfAll = 1 << 20;
    private const string Plan = "[\n  {\n    \"Plan\"";

    private readonly char[] _buffer = new char[LongestCell + 1];
    /// <summary>What a cell takes besides its text.</summary>
    private const int Each = 8;
    private int _left = Math.Min(MostOfAll, room.Left);

    /// <summary>There is room for another row, be its values cut.</summary>
    public bool HasRoom => room.Left > 0;

    /// <summary>The reader must be one of sequential access: what is not read here never comes into memory.</summary>
    public async Task<IReadOnlyList<string?>> RowAsync(NpgsqlDataReader reader, int columns, CancellationToken cancellationToken)
    {
        var row = new string?[columns];
        for (var column = 0; column < columns; column++)
            row[column] = await reader.IsDBNullAsync(column, cancellationToken) ? null : await CellAsync(reader, column, isOnly: columns == 1 && _left >= Math.Min(MostOfAll, room.Left), cancellationToken);
        return row;
    }

    private async Task<string> CellAsync(NpgsqlDataReader reader, int column, bool isOnly, CancellationToken cancellationToken)
    {
        using var text = await reader.GetTextReaderAsync(column, cancellationToken);
        var length = await text.ReadBlockAsync(_buffer, cancellationToken);
        var begin = new string(_buffer, 0, length);
        if (isOnly && begin.StartsWith(Plan, StringComparison.Ordinal))
        {
            var plan = begin + await RestAsync(text, cancellationToken);
            Take(plan.Length);
            return plan;
        }
        var cell = length > LongestCell || length > _left ? string.Concat(begin.AsSpan(0, Math.Min(LongestCell, _left)), "…") : begin;
        Take(Math.Min(length, LongestCell));
        return cell;
    }

    private void Take(int length)
    {
        _left = Math.Max(0, _left - length - Each);
        room.Take(length + Each);
    }

    private static async Task<string> RestAsync(TextReader text, CancellationToken cancellationToken)
    {
        var rest = new char[LongestPlan];
        return new(rest, 0, await text.ReadBlockAsync(rest, cancellationToken));
    }
}
