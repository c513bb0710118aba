namespace Learning.Grading.Incidents.Records;

/// <summary>What the statistics views and the catalogue said of the world, as it was when the learner looked.</summary>
public sealed record StatisticsSample(double At, WorldStatistics World);

public sealed record WorldStatistics(IReadOnlyList<TableStatistics> Tables, IReadOnlyList<IndexStatistics> Indexes, IReadOnlyList<ColumnStatistics> Columns);

public sealed record TableStatistics(
    string Name, long Rows, long Bytes, long SequentialScans, long IndexScans, long ModifiedSinceAnalyze, DateTimeOffset? LastAnalyze, DateTimeOffset? LastAutoanalyze, string? Options);

public sealed record IndexStatistics(string Table, string Name, string Definition, long Bytes, long Scans, long RowsRead, bool Valid, bool Ready);

public sealed record ColumnStatistics(string Table, string Column, double NullShare, double Distinct, string? MostCommon);
