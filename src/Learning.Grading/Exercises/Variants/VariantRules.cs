using System.Globalization;

namespace Learning.Grading.Exercises.Variants;

/// <summary>What a section of variants must not do, found when the exercise is loaded and not when somebody is given a variant.</summary>
internal static class VariantRules
{
    /// <summary>Beyond a third the comments on an exercise's limits say nothing any more.</summary>
    private const double MostWithin = 0.34;

    public static IEnumerable<(string Key, string Message)> Broken(ManifestVariants section, IReadOnlyList<WrittenExercise> written)
    {
        var texts = written.SelectMany(each => Texts(each.Exercise)).ToList();
        return Names(section, string.Join('\n', texts)).Concat(Data(section, written[0].Manifest));
    }

    private static IEnumerable<(string Key, string Message)> Names(ManifestVariants section, string text)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, alternatives) in section.Names)
        {
            var key = $"variants.names.{name}";
            if (Word.Parse(name) is not { } word)
            {
                yield return (key, "A name is at least three lower-case letters, with hyphens between words; a plural of its own stands behind a slash.");
                continue;
            }
            if (!Renaming.Occurs(word, text))
                yield return (key, $"{name} does not occur in the exercise.");
            if (Reserved.Holds(word))
                yield return (key, $"{name} is a word of C# or SQL, which cannot be called something else.");
            if (alternatives.Distinct(StringComparer.Ordinal).Count() < 2)
                yield return (key, "One word is no choice: name at least two that may stand there.");
            var article = Renaming.HasArticle(word, text);
            foreach (var alternative in alternatives.Where(alternative => alternative != name))
            {
                if (Word.Parse(alternative) is not { } other)
                    yield return (key, $"{alternative} is not at least three lower-case letters, with hyphens between words.");
                else if ((word.Parts == 1) != (other.Parts == 1))
                    yield return (key, $"{alternative} must be {(word.Parts == 1 ? "one word" : "several words")}, as {name} is.");
                else if (Renaming.Occurs(other, text) || !taken.Add(alternative))
                    yield return (key, $"{alternative} occurs in the exercise already, so two things would have one name.");
                else if (Reserved.Holds(other))
                    yield return (key, $"{alternative} is a word of C# or SQL, so it can be no name.");
                else if (article && word.BeginsWithVowel != other.BeginsWithVowel)
                    yield return (key, $"{name} stands behind 'a' or 'an', and {alternative} wants the other of the two.");
            }
        }
    }

    private static IEnumerable<(string Key, string Message)> Data(ManifestVariants section, Manifest manifest)
    {
        foreach (var variation in section.Data)
        {
            if (variation.Of.Count == 0 || variation.Within is not (> 0 and <= MostWithin))
                yield return ("variants.data", string.Create(CultureInfo.InvariantCulture, $"Each names parameters in 'of' and how far they may go in 'within': up to {MostWithin}."));
        }
        foreach (var name in section.Data.SelectMany(variation => variation.Of))
        {
            var values = manifest.Data.Where(set => set.Parameters.ContainsKey(name)).Select(set => set.Parameters[name]).ToList();
            if (name == VariedData.Seed || values.Count == 0)
                yield return ("variants.data.of", name == VariedData.Seed ? "The seed is drawn for every variant; it is not multiplied." : $"No data set has a parameter {name}.");
            else if (!values.TrueForAll(value => double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0))
                yield return ("variants.data.of", $"{name} is not a number above 0 in every data set, so it cannot be multiplied.");
        }
        foreach (var twice in section.Data.SelectMany(variation => variation.Of).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return ("variants.data.of", $"{twice.Key} is multiplied twice.");
    }

    /// <summary>Everything that a variant renames.</summary>
    private static IEnumerable<string> Texts(Exercise exercise) =>
    [
        exercise.Title, exercise.Summary, exercise.Brief, .. exercise.Hints, exercise.Think ?? "",
        .. exercise.Model.Append(exercise.Starter).Append(exercise.Reference).SelectMany(file => (string[])[file.Name, file.Text]),
        .. exercise.Attempts.Select(attempt => attempt.Source), exercise.Entry?.Method ?? "", .. exercise.Data.Arguments.Select(argument => argument.Name),
        exercise.Data.Schema, exercise.Data.Seed, .. exercise.Data.Sets.SelectMany(set => (string[])[set.Description, set.Draw]),
        exercise.Data.Growth?.Draw ?? "", exercise.Data.Growth?.Factor ?? "", exercise.Data.Writes?.Insert ?? "", exercise.Data.Writes?.Update ?? "",
        exercise.Data.Changes?.State ?? "", exercise.Data.Crowd?.Draw ?? "", exercise.Data.Load?.Draw ?? "",
        .. (exercise.Data.Crowd?.Invariants ?? []).SelectMany(invariant => (string[])[invariant.Name, invariant.Violations]),
    ];
}
