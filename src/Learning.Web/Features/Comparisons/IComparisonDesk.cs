namespace Learning.Web.Features.Comparisons;

/// <summary>What the comparison page asks for the learner of this circuit. Tests put their own behind it.</summary>
public interface IComparisonDesk
{
    /// <summary>
    /// Without <paramref name="other"/>, against the attempt before. Null when one of the two is not there, not this learner's, still running, or at another exercise.
    /// </summary>
    Task<ComparisonView?> CompareAsync(Guid id, Guid? other, CancellationToken cancellationToken);
}
