using Learning.Web.Features.Exercises;

namespace Learning.Web.Features.Comparisons;

/// <summary>Two attempts of one learner at one exercise, the older one first. Only that one is null: nothing to compare with yet.</summary>
public sealed record ComparisonView(AttemptView? Before, AttemptView After, IReadOnlyList<AttemptRow> Attempts);
