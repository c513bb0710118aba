using Learning.Grading;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

/// <summary>How large a grid out of a runner may be: whatever is larger was not written by the runner.</summary>
internal static class GridBounds
{
    private const int MostColumns = 60;
    private const int LongestName = 500;
    private const int LongestCell = 2_000;

    public static bool Hold(ScratchedEvent grid) =>
        grid.Columns.Count <= MostColumns && grid.Columns.All(name => name.Length <= LongestName)
        && grid.Rows.Count <= ScratchResult.MostRows && grid.RowCount >= grid.Rows.Count
        && grid.Rows.All(row => row.Count == grid.Columns.Count && row.All(cell => cell is null || cell.Length <= LongestCell));
}
