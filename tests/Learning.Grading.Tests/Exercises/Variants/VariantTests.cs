using System.Globalization;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;

namespace Learning.Grading.Tests.Exercises.Variants;

public sealed class VariantTests : IDisposable
{
    private const string Section = """
        variants:
          names:
            post: [post, story, note]
            created-at: [created-at, published-at]
          data:
            - { of: [posts], within: 0.2 }
            - { of: [skew], within: 0.1 }
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("variants-");

    [Fact]
    public void Find_SameNumber_IsTheSameOnEveryLoad()
    {
        Write(Section);
        var (one, other) = (Load(), Load());

        for (var number = 1; number <= 20; number++)
        {
            var (a, b) = (one.Find("posts", number)!, other.Find("posts", number)!);
            Assert.Equal(a.Revision, b.Revision);
            Assert.Equal(a.Starter, b.Starter);
            Assert.Equal(a.Data.Sets.Select(set => string.Join(',', set.Parameters)), b.Data.Sets.Select(set => string.Join(',', set.Parameters)));
        }
    }

    [Fact]
    public void Find_OtherNumbers_DifferInRevisionWordsAndData()
    {
        Write(Section);
        var library = Load();
        List<Exercise> variants = [.. Enumerable.Range(1, 40).Select(number => library.Find("posts", number)!)];

        Assert.Equal(41, variants.Select(variant => variant.Revision).Append(library.Find("posts")!.Revision).Distinct().Count());
        Assert.Equal(6, variants.Select(variant => variant.Data.Schema).Distinct().Count());
        Assert.True(variants.Select(variant => variant.Data.Visible.Parameters["seed"]).Distinct().Count() > 30);
        Assert.Equal(Enumerable.Range(1, 40), variants.Select(variant => variant.Variant!.Value));
        Assert.Null(library.Find("posts")!.Variant);
    }

    [Fact]
    public void Find_Renamed_IsRenamedEverywhereAndKeepsWhatNamesItFromOutside()
    {
        Write(Section);
        var variant = Enumerable.Range(1, 40).Select(number => Load().Find("posts", number)!).First(each => each.Traits!.Names["post"] == "story");

        Assert.Equal("posts", variant.Slug);
        Assert.Equal(["n-plus-one-post"], variant.Concepts);
        Assert.Equal("stories.sql", variant.Starter.Name);
        Assert.Equal("A story by hand", variant.Title);
        foreach (var text in (string[])[variant.Brief, variant.Data.Schema, variant.Data.Seed, variant.Starter.Text, variant.Reference.Text, variant.Attempts[0].Source, variant.Data.Sets[1].Draw, variant.Data.Visible.Description, variant.Data.Arguments[0].Name])
        {
            Assert.Contains("stor", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("post", text, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(("wrong-post", Verdict.OverBudget, "Frugal"), (variant.Attempts[0].Name, variant.Attempts[0].Verdict, variant.Attempts[0].FailedStage));
        Assert.True(variant.Data.Visible.Parameters.ContainsKey("stories"));
    }

    [Fact]
    public void Find_Data_StaysInItsBoundsAndKeepsProportions()
    {
        Write(Section);
        var library = Load();
        foreach (var variant in Enumerable.Range(1, 200).Select(number => library.Find("posts", number)!))
        {
            var (visible, hidden) = (variant.Data.Visible, variant.Data["a"]);
            var posts = Number(visible.Parameters.Single(parameter => parameter.Key is "posts" or "stories" or "notes").Value);
            Assert.InRange(posts, 40_000, 60_000);
            Assert.InRange(Number(visible.Parameters["skew"]), 2.7, 3.3);
            Assert.InRange(posts / Number(hidden.Parameters.Single(parameter => parameter.Key is "posts" or "stories" or "notes").Value), 4.9, 5.1);
            Assert.InRange(Number(visible.Parameters["seed"]), 1, 999);
            Assert.Contains(posts.ToString("N0", CultureInfo.InvariantCulture), visible.Description, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void Find_NumberThatIsNone_IsNull(int number)
    {
        Write(Section);
        Assert.Null(Load().Find("posts", number));
    }

    [Fact]
    public void Find_ExerciseWithoutVariantsOrUnknown_IsNullAndAsWrittenIsFound()
    {
        Write("");
        var library = Load();

        Assert.Null(library.Find("posts", 1));
        Assert.Null(library.Find("nothing", 1));
        Assert.False(library.Find("posts", null)!.Varies);
    }

    [Fact]
    public void Find_SecondCause_EveryVariantHasOneOfThem()
    {
        Write(Section + "\n  second: [one, two]");
        Overlay("one/starter.sql", "SELECT id FROM posts WHERE lower(text) = '1'");
        Overlay("two/starter.sql", "SELECT id FROM posts WHERE text::int = 1");
        Overlay("two/attempts/half.sql", "-- verdict: OverBudget\nSELECT 2 FROM posts");
        var library = Load();
        List<Exercise> variants = [.. Enumerable.Range(1, 30).Select(number => library.Find("posts", number)!)];

        Assert.Equal(["one", "two"], variants.Select(variant => variant.Traits!.Second!).Distinct().Order());
        Assert.All(variants, variant => Assert.Contains(variant.Traits!.Second == "one" ? "lower(text)" : "text::int", variant.Starter.Text, StringComparison.Ordinal));
        Assert.All(variants, variant => Assert.Equal(variant.Traits!.Second == "two", variant.Attempts.Any(attempt => attempt.Name == "half")));
        Assert.DoesNotContain(library.Find("posts")!.Attempts, attempt => attempt.Name == "half");
    }

    [Theory]
    [InlineData("post: [post, story]", "post: [post, author]", "variants.names.post", "occurs in the exercise already")]
    [InlineData("post: [post, story]", "post: [post, writer]", "variants.names.post", "occurs in the exercise already")]
    [InlineData("post: [post, story]", "planet: [planet, story]", "variants.names.planet", "does not occur")]
    [InlineData("post: [post, story]", "post: [post, article]", "variants.names.post", "'a' or 'an'")]
    [InlineData("post: [post, story]", "post: [post, string]", "variants.names.post", "C# or SQL")]
    [InlineData("post: [post, story]", "post: [post]", "variants.names.post", "no choice")]
    [InlineData("post: [post, story]", "post: [post, Story]", "variants.names.post", "lower-case")]
    [InlineData("post: [post, story]", "post: [post, life-story]", "variants.names.post", "one word")]
    [InlineData("within: 0.2", "within: 0.9", "variants.data", "within")]
    [InlineData("of: [posts]", "of: [comments]", "variants.data.of", "No data set")]
    [InlineData("of: [posts]", "of: [seed]", "variants.data.of", "seed")]
    [InlineData("of: [posts]", "of: [skew]", "variants.data.of", "twice")]
    [InlineData("names:", "nams:", "nams", "nams")]
    [InlineData("names:", "second: [missing]\n  names:", "variants.second", "no folder")]
    public void Load_BrokenSection_NamesTheKeyAndRefusesTheExercise(string before, string after, string key, string words)
    {
        Write("""
            variants:
              names:
                post: [post, story]
              data:
                - { of: [posts], within: 0.2 }
                - { of: [skew], within: 0.1 }
            """.Replace(before, after, StringComparison.Ordinal));
        var library = Load();

        Assert.Contains(library.Problems, problem => problem is { Slug: "posts", File: "exercise.yaml" } && problem.Key.Contains(key, StringComparison.Ordinal) && problem.Message.Contains(words, StringComparison.Ordinal));
        Assert.Null(library.Find("posts"));
    }

    [Fact]
    public void Load_CauseThatChangesNothingOrIsNotNamed_IsAProblemOfItsFolder()
    {
        Write(Section + "\n  second: [same]");
        Overlay("same/hints.md", "## Another hint about a post");
        Overlay("forgotten/starter.sql", "SELECT 9 FROM posts");
        var problems = Load().Problems;

        Assert.Contains(problems, problem => problem is { File: "variants/same" } && problem.Message.Contains("nothing is planted", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem is { File: "variants/forgotten" });
    }

    [Fact]
    public void Load_BrokenFileOfACause_IsNamedByItsPath()
    {
        Write(Section + "\n  second: [one]");
        Overlay("one/starter.sql", "SELECT 9 FROM posts");
        Overlay("one/attempts/half.sql", "SELECT 2");

        Assert.Contains(Load().Problems, problem => problem is { File: "variants/one/attempts/half.sql", Key: "verdict" });
    }

    [Fact]
    public void Load_PlaceholderThatNoParameterFills_IsAProblem()
    {
        Write("");
        File.AppendAllText(Path.Combine(_root.FullName, "posts", "seed.sql"), " {{comments}}");

        Assert.Contains(Load().Problems, problem => problem is { File: "seed.sql", Key: "comments" });
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private ExerciseLibrary Load() => ExerciseLibrary.Load(_root.FullName);

    private void Overlay(string file, string text)
    {
        var path = Path.Combine(_root.FullName, "posts", "variants", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Write(string section)
    {
        var folder = Path.Combine(_root.FullName, "posts");
        Directory.CreateDirectory(Path.Combine(folder, "attempts"));
        File.WriteAllText(Path.Combine(folder, "exercise.yaml"), $$$"""
            title: A post by hand
            summary: Summary.
            track: queries-from-code
            level: junior
            minutes: 5
            language: sql
            file: posts.sql
            concepts: [n-plus-one-post]
            arguments: [{ name: postId, type: int }]
            data:
              - { name: visible, description: "{{posts}} posts.", parameters: { seed: 1, posts: 50000, skew: 3.0 }, draw: SELECT 1 AS "postId" }
              - { name: a, hidden: true, parameters: { seed: 2, posts: 10000, skew: 2.0 }, draw: SELECT min(id) AS "postId" FROM posts }
              - { name: b, hidden: true, parameters: { seed: 3, posts: 5000, skew: 4 }, draw: SELECT 1 AS "postId" }
            stages:
              - { name: Correct, checks: [{ kind: same-answer }] }
            {{{section}}}
            """);
        File.WriteAllText(Path.Combine(folder, "brief.md"), "A post stays a post, whoever the writer is.");
        File.WriteAllText(Path.Combine(folder, "schema.sql"), "CREATE TABLE posts (id int, author text, created_at timestamptz)");
        File.WriteAllText(Path.Combine(folder, "seed.sql"), "INSERT INTO posts SELECT {{posts}} {{skew}} {{seed}}");
        File.WriteAllText(Path.Combine(folder, "starter.sql"), "SELECT id FROM posts ORDER BY created_at");
        File.WriteAllText(Path.Combine(folder, "reference.sql"), "SELECT id FROM posts");
        File.WriteAllText(Path.Combine(folder, "attempts", "wrong-post.sql"), "-- verdict: OverBudget at Frugal\nSELECT 1 FROM posts");
    }

    public void Dispose() => _root.Delete(recursive: true);
}
