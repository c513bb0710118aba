namespace Learning.Grading.Exercises;

/// <summary>What a broken folder is guilty of: file, key, and a sentence.</summary>
public sealed record ExerciseProblem(string Slug, string File, string Key, string Message);

/// <summary>All exercises that loaded, and why the others did not.</summary>
public sealed class ExerciseLibrary(IReadOnlyList<Exercise> exercises, IReadOnlyList<ExerciseProblem> problems)
{
    public IReadOnlyList<Exercise> Exercises { get; } = exercises;
    public IReadOnlyList<ExerciseProblem> Problems { get; } = problems;

    public Exercise? Find(string slug) => Exercises.FirstOrDefault(exercise => string.Equals(exercise.Slug, slug, StringComparison.Ordinal));
}
