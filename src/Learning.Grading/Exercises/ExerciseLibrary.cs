using Learning.Grading.Exercises.Variants;
using Learning.Grading.Incidents.Folders;

namespace Learning.Grading.Exercises;

/// <summary>What a broken folder is guilty of: file, key, and a sentence.</summary>
public sealed record ExerciseProblem(string Slug, string File, string Key, string Message)
{
    public override string ToString() => $"exercises/{Slug}/{File}, {Key}: {Message}";
}

/// <summary>All exercises that loaded, and why the others did not.</summary>
public sealed class ExerciseLibrary(IReadOnlyList<Exercise> exercises, IReadOnlyList<ExerciseProblem> problems)
{
    public IReadOnlyList<Exercise> Exercises { get; } = exercises;
    public IReadOnlyList<ExerciseProblem> Problems { get; } = problems;

    internal VariantCache? Variants { private get; init; }

    /// <summary>Variant <paramref name="variant"/>, from 1, made when it is first asked for; the exercise as written for null. Null when there is no such exercise or variant.</summary>
    public Exercise? Find(string slug, int? variant) => variant is { } number ? Variants?.Find(slug, number) : Find(slug);

    public Exercise? Find(string slug) => Exercises.FirstOrDefault(exercise => string.Equals(exercise.Slug, slug, StringComparison.Ordinal));

    /// <summary>Reads every folder below <paramref name="root"/> that is no incident. A broken one becomes a problem and never hides the others.</summary>
    public static ExerciseLibrary Load(string root)
    {
        List<Exercise> exercises = [];
        List<ExerciseProblem> problems = [];
        Dictionary<string, VariantRecipe> recipes = new(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(root).Where(folder => !IncidentFolder.Is(folder)).Order(StringComparer.Ordinal))
        {
            try
            {
                var written = new ExerciseFolder(folder).Load(out var found);
                problems.AddRange(found);
                if (written is null)
                    continue;
                var recipe = VariantFolders.Read(folder, written, out found);
                problems.AddRange(found);
                if (found.Count > 0)
                    continue;
                exercises.Add(written.Exercise);
                if (recipe is not null)
                    recipes.Add(written.Exercise.Slug, recipe);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                problems.Add(new(Path.GetFileName(folder), "(folder)", "(file)", error.Message));
            }
        }
        return new(exercises, problems) { Variants = new(recipes) };
    }
}
