using Learning.Grading.Reports;

namespace Learning.Cli;

/// <summary>Says each stage on standard error as it is settled.</summary>
internal sealed class StageTicker : IProgress<IReadOnlyList<StageResult>>
{
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public void Report(IReadOnlyList<StageResult> value)
    {
        foreach (var stage in value.Where(stage => stage.Status is not (StageStatus.NotReached or StageStatus.Running) && _said.Add(stage.Name)))
            Console.Error.WriteLine($"  {stage.Name}: {stage.Status} ({stage.Note})");
    }
}
