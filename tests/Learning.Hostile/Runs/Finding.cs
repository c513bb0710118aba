using Learning.Grading.Traces;

namespace Learning.Hostile.Runs;

/// <summary>All that came out of one case.</summary>
internal sealed record Finding(RunOutcome Outcome)
{
    private const int ShortLength = 400;

    public string? Answer { get; init; }
    public string Output { get; init; } = "";
    public StatementTrace Trace { get; init; } = StatementTrace.Empty;
    public string? Verdict { get; init; }
    /// <summary>SQL: statements that came to something else than is said behind them.</summary>
    public IReadOnlyList<string> Unmet { get; init; } = [];
    /// <summary>Milliseconds from a limit to the death of the last process that it ends; null when no limit was met, or none that can be timed from outside.</summary>
    public double? KillMs { get; init; }
    /// <summary>Text that came out besides: a report, what the server said.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    public string Ending => $"{Outcome.Kind} {Outcome.Message} {Outcome.Exception?.Message}".Trim();

    public string Short => Cut(string.Join("; ", ((string[])[Ending, Verdict ?? "", Answer ?? "", Output, .. Unmet, $"{Trace.Count} statements, {Trace.Rows} rows"]).Where(text => text.Length > 0)));

    public IEnumerable<string> Said =>
        ((string?[])[Answer, Output, Outcome.Message, Outcome.Exception?.Type, Outcome.Exception?.Message, Trace.Gap, .. Unmet, .. More])
        .Concat(Outcome.Diagnostics.Select(each => each.Message))
        .Concat(Outcome.Exception?.Frames.Select(frame => frame.Method) ?? [])
        .Concat(Trace.Statements.SelectMany(statement => statement.Parameters.Append(statement.Sql).Append(statement.Error)))
        .OfType<string>();

    private static string Cut(string text) => text.Length <= ShortLength ? text : text[..ShortLength] + "…";
}
