using System.Diagnostics;
using Learning.Grading.Traces;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// Ties statements to lines of the learner's file, by what the runner says of itself: this line was sending on that connection between two moments.
/// Times are the proxy's and the runner's on one clock. What does not fit stays without a line; nothing that is judged looks at lines.
/// </summary>
internal static class StatementLines
{
    /// <summary>For an answer that is one query: whatever was sent, that line sent it.</summary>
    public static ProtocolLine Always(int line) => new(line, 0, long.MinValue, long.MaxValue);

    /// <summary>Claims about a file of so many lines; none when there are absurdly many.</summary>
    public static IReadOnlyList<ProtocolLine> Plausible(IReadOnlyList<ProtocolLine>? claims, int fileLines) =>
        claims is null || claims.Count > ProtocolLine.Most ? [] : [.. claims.Where(claim => claim.Line >= 1 && claim.Line <= fileLines)];

    public static StatementTrace Tie(StatementTrace trace, WireRecord record, IReadOnlyList<ProtocolLine> claims)
    {
        if (claims.Count == 0)
            return trace;
        var byBackend = claims.GroupBy(claim => claim.Backend).ToDictionary(group => group.Key, group => group.OrderBy(claim => claim.From).ToArray());
        var lines = record.Statements.Select(statement => (statement.Number, Line: LineOf(statement))).Where(tied => tied.Line is not null).ToDictionary(tied => tied.Number, tied => tied.Line);
        return trace with { Statements = [.. trace.Statements.Select(statement => statement with { Line = lines.GetValueOrDefault(statement.Number) })] };

        int? LineOf(WireStatement statement)
        {
            var arrived = record.Began + (long)(statement.SentMs * Stopwatch.Frequency / 1_000);
            return During(byBackend.GetValueOrDefault(statement.BackendPid), arrived) ?? During(byBackend.GetValueOrDefault(0), arrived);
        }
    }

    /// <summary>The line of the latest claim that had begun by then and had not ended.</summary>
    private static int? During(ProtocolLine[]? claims, long moment) =>
        claims is not null && Array.FindLast(claims, claim => claim.From <= moment) is { } latest && moment <= latest.To ? latest.Line : null;
}
