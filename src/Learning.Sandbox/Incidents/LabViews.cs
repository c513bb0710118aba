namespace Learning.Sandbox.Incidents;

/// <summary><c>Busy</c>: Since when, in seconds of the lab's clock; null: idle. <c>InTransaction</c>: It has begun one and not ended it. <c>Failed</c>: The transaction has failed: only ROLLBACK is heard.</summary>
public sealed record ConsoleState(string Name, int Pid, double? Busy, bool InTransaction, bool Failed);

/// <summary><c>Value</c>: Pool size, on or off, the last message. <c>Usable</c>: False once it has been pulled for good, or where it is refused.</summary>
public sealed record LeverState(string Value, bool Usable, double? PulledAt);

/// <summary><c>Source</c>: postgres or app.</summary>
public sealed record LogLine(double At, string Source, string Level, string Text);

public sealed record WorldStatistics(IReadOnlyList<TableStatistics> Tables, IReadOnlyList<IndexStatistics> Indexes, IReadOnlyList<ColumnStatistics> Columns);

public sealed record TableStatistics(
    string Name, long Rows, long Bytes, long SequentialScans, long IndexScans, long ModifiedSinceAnalyze, DateTimeOffset? LastAnalyze, DateTimeOffset? LastAutoanalyze, string? Options);

public sealed record IndexStatistics(string Table, string Name, string Definition, long Bytes, long Scans, long RowsRead, bool Valid, bool Ready);

public sealed record ColumnStatistics(string Table, string Column, double NullShare, double Distinct, string? MostCommon);

/// <summary>Who may run a lab now. <c>FreeInMinutes</c>: when the next place is free at the latest; null: there is one.</summary>
public sealed record LabPlaces(int Running, int Most, int Waiting, double? FreeInMinutes);

/// <summary>A step of making a lab ready, as it begins. <c>Text</c>: what is being done. <c>Done</c>: 0–1, as far as it is known.</summary>
public sealed record LabProgress(string Text, double Done);
