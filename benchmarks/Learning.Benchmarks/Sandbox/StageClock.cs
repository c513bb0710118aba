using System.Diagnostics;
using Learning.Grading.Reports;

namespace Learning.Benchmarks.Sandbox;

/// <summary>When each stage of one grading began and ended, in milliseconds since it was handed in.</summary>
internal sealed class StageClock : IProgress<IReadOnlyList<StageResult>>
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<(string Stage, StageStatus Status, double Ms)> _seen = [];

    public double? FirstVerdictMs { get; private set; }

    public IReadOnlyList<(string Stage, StageStatus Status, double Ms)> Seen => _seen;

    public double Ms => Stopwatch.GetElapsedTime(_started).TotalMilliseconds;

    /// <summary>Called by the grader on its own thread, so the order is the real one.</summary>
    public void Report(IReadOnlyList<StageResult> value)
    {
        foreach (var stage in value)
        {
            if (_seen.LastOrDefault(each => each.Stage == stage.Name) is var last && last.Stage is not null && last.Status == stage.Status)
                continue;
            _seen.Add((stage.Name, stage.Status, Ms));
            if (stage.Status is not (StageStatus.Running or StageStatus.NotReached))
                FirstVerdictMs ??= Ms;
        }
    }
}
