using System.Globalization;
using Learning.Grading;
using Learning.Web.Data;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Exercises;

/// <summary>From a line to its statements, and from a statement to its line.</summary>
public sealed partial class Workbench
{
    /// <summary>A click in the margin.</summary>
    [JSInvokable]
    public Task OpenLineAsync(int line) => OpenEvidenceAsync($"L{line}");

    /// <summary>Squiggles and counts of the attempt that is shown.</summary>
    private async Task PaintAsync()
    {
        if (bridge is null)
            return;
        await bridge.MarkAsync(Messages);
        if (current is { Waiting: false } shown)
            await bridge.MarginAsync(Margin(shown), shown.Source, shown.Number is { } number ? $"attempt {number}" : shown.Kind == SubmissionKind.Try ? "this try" : "this hand-in");
    }

    private static MarginNote[] Margin(AttemptView attempt)
    {
        var run = attempt.Report?.Visible;
        var costs = LineCosts.Of(run);
        var hot = LineCosts.Hottest(costs);
        return [.. costs.Select(cost => new MarginNote(cost.Line, $"{Say.Count(cost.Statements)}×", cost.Says, cost != hot ? null : new(
            $"This line sent {cost.Sent}", $" ({cost.Marks}) in {Say.Of(cost.RoundTrips, "round trip", "round trips")}. {Say.Ms(cost.WaitedMs)} of {Say.Ms(run!.ElapsedMs)} went into waiting for them.")))];
    }

    /// <summary>Shows in the editor what a mark is about, without taking the keyboard there.</summary>
    private async Task PointAtAsync(string id)
    {
        if (bridge is null || !int.TryParse(id.AsSpan(1, id.IndexOfAny(['–', ',']) is > 0 and var end ? end - 1 : id.Length - 1), CultureInfo.InvariantCulture, out var number))
            return;
        var line = id[0] switch
        {
            'L' => number,
            'S' => current?.Report?.Visible?.Trace.Statements.FirstOrDefault(statement => statement.Number == number)?.Line,
            _ => null,
        };
        await bridge.PointAtAsync(line);
    }
}

/// <summary>A count beside a line, what hovering says, and the words under the line that sent most.</summary>
internal sealed record MarginNote(int Line, string Count, string Says, MarginInlay? Inlay);

internal sealed record MarginInlay(string Lead, string Rest);
