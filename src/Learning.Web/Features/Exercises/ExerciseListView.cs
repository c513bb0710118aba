using Learning.Grading.Exercises;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Exercises;

public enum ExerciseState { NotBegun, Begun, Passed }

/// <summary>The list of exercises, by track, with what could not be loaded.</summary>
public sealed record ExerciseListView(IReadOnlyList<TrackRow> Tracks, IReadOnlyList<ExerciseProblem> Problems);

public sealed record TrackRow(string Slug, string Title, IReadOnlyList<ExerciseRow> Exercises);

/// <summary><see cref="Unmet"/> says why it is not offered here; null when it is.</summary>
public sealed record ExerciseRow(Exercise Exercise, ExerciseState State, Verdict? Last, int Attempts, string? Unmet);
