using System.ComponentModel.DataAnnotations;

namespace Learning.Web.Features.Submissions;

/// <summary>Section Grading of the configuration.</summary>
internal sealed class GradingOptions
{
    /// <summary>Submissions graded at once. Timings have the machine to themselves all the same; the others wait meanwhile.</summary>
    [Range(1, 64)]
    public int Slots { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>
    /// The longest that grading one submission may take before it counts as our fault, in seconds. Well past what the calls of one answer may take
    /// together and the wait for others to be timed: an answer that is merely slow must be told so.
    /// </summary>
    [Range(10, 3600)]
    public int DeadlineSeconds { get; set; } = 900;

    /// <summary>How often grading is begun before it is given up as our fault.</summary>
    [Range(1, 10)]
    public int Tries { get; set; } = 2;
}
