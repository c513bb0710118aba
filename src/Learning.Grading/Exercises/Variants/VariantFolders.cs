namespace Learning.Grading.Exercises.Variants;

/// <summary>Reads the second causes of an exercise, and says what is wrong with its section of variants.</summary>
internal static class VariantFolders
{
    private const string Below = "variants";

    /// <summary>Null without such a section, and where something is wrong with it.</summary>
    public static VariantRecipe? Read(string folder, WrittenExercise written, out IReadOnlyList<ExerciseProblem> problems)
    {
        List<ExerciseProblem> found = [];
        problems = found;
        var (slug, section) = (written.Exercise.Slug, written.Manifest.Variants);
        var there = Directory.Exists(Path.Combine(folder, Below)) ? Directory.EnumerateDirectories(Path.Combine(folder, Below)).Select(each => Path.GetFileName(each)).ToList() : [];
        found.AddRange(there.Except(section?.Second ?? [], StringComparer.Ordinal)
            .Select(name => new ExerciseProblem(slug, $"{Below}/{name}", "(folder)", "variants.second in exercise.yaml does not name it, so no variant would have it.")));
        if (section is null)
            return null;

        var causes = new Dictionary<string, WrittenExercise>(StringComparer.Ordinal);
        foreach (var name in section.Second.Distinct(StringComparer.Ordinal))
        {
            if (!there.Contains(name, StringComparer.Ordinal))
            {
                found.Add(new(slug, "exercise.yaml", "variants.second", $"There is no folder {Below}/{name}."));
                continue;
            }
            if (new ExerciseFolder(folder, $"{Below}/{name}").Load(out var broken) is { } cause)
                causes.Add(name, cause);
            found.AddRange(broken);
        }
        foreach (var cause in causes.Where(cause => cause.Value.Exercise.Starter.Text == written.Exercise.Starter.Text && cause.Value.Exercise.Data.Seed == written.Exercise.Data.Seed && cause.Value.Exercise.Data.Schema == written.Exercise.Data.Schema))
            found.Add(new(slug, $"{Below}/{cause.Key}", "(folder)", "It changes neither the starter nor the data, so nothing is planted."));
        found.AddRange(VariantRules.Broken(section, [written, .. causes.Values]).Select(broken => new ExerciseProblem(slug, "exercise.yaml", broken.Key, broken.Message)));
        return found.Count > 0 ? null : new(written, causes);
    }
}
