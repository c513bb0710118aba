using System.Security.Cryptography;
using System.Text;

namespace Learning.Grading.Exercises.Variants;

/// <summary>How the variants of one exercise are made: from what was read when it was loaded, so that a file changed since does not matter.</summary>
internal sealed class VariantRecipe(WrittenExercise asWritten, IReadOnlyDictionary<string, WrittenExercise> causes)
{
    private ManifestVariants Section => asWritten.Manifest.Variants!;

    /// <summary>The same whenever it is made.</summary>
    public Exercise Make(int number)
    {
        var chance = new Chance(asWritten.Exercise.Slug, number);
        var second = Section.Second.Count > 0 ? chance.Pick("second", Section.Second) : null;
        var names = Section.Names.ToDictionary(group => group.Key, group => chance.Pick("name " + group.Key, group.Value), StringComparer.Ordinal);
        var factors = VariedData.Factors(Section, chance);
        var written = second is null ? asWritten : causes[second];
        var manifest = written.Manifest with { Data = VariedData.Of(written.Manifest.Data, factors, chance) };
        var exercise = written.Exercise with
        {
            Data = ManifestRules.DataPlan(manifest, written.Exercise.Data.Schema, written.Exercise.Data.Seed),
            Traits = new(number, names, factors, second),
            Revision = RevisionOf(number),
        };
        return exercise.In(new Renaming(names.Select(name => (Word.Parse(name.Key)!, Word.Parse(name.Value)!))));
    }

    private string RevisionOf(int number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{asWritten.Exercise.Revision}/{number}")))[..16];
}
