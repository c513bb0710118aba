using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Submissions;

namespace Learning.Web.Features.Sittings.Care;

/// <summary>What a stage comes to when points are given.</summary>
internal sealed record CountedStage(string Text, bool Passed);

/// <summary>A graded hand-in and what counts of it.</summary>
internal sealed record CountedHandIn(Submission Row, GradeReport Report, IReadOnlyList<CountedStage> Stages)
{
    private decimal Share => (decimal)Stages.Count(stage => stage.Passed) / Stages.Count;

    /// <summary>Of a task's hand-ins, oldest first, the one that counts: the best, and the latest of equals. Null: none was graded. <paramref name="stages"/>: how many the task has.</summary>
    public static CountedHandIn? Best(IEnumerable<Submission> handedIn, int stages) => handedIn.Where(row => row.Status == SubmissionStatus.Graded)
        .Select(row => StoredJson.Read<GradeReport>(row.Report) is { } report ? new CountedHandIn(row, report, Counted(report, stages)) : null).OfType<CountedHandIn>()
        .Aggregate((CountedHandIn?)null, (best, next) => best is null || next.Share >= best.Share ? next : best);

    /// <summary>A stage that noise left undecided counts as passed, and so do those after it that it kept from being judged.</summary>
    private static List<CountedStage> Counted(GradeReport report, int stages)
    {
        if (report.Stages.Count == 0)
            return [.. Enumerable.Range(0, Math.Max(1, stages)).Select(_ => new CountedStage(report.Headline, false))];
        var isUnsure = false;
        List<CountedStage> counted = [];
        foreach (var stage in report.Stages)
        {
            isUnsure |= stage.Status == StageStatus.Unsure;
            var passed = stage.Status is StageStatus.Passed or StageStatus.Unsure || (stage.Status == StageStatus.NotReached && isUnsure);
            counted.Add(new($"{stage.Name}: {(passed && stage.Status != StageStatus.Passed ? "not decided, for the machine was too noisy; it counts as passed" : stage.Note)}", passed));
        }
        return counted;
    }
}
