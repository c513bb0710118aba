using Learning.Grading.Checks;
using Learning.Grading.Exercises;

namespace Learning.Grading.Tests.Exercises;

public sealed class ExerciseLibraryTests : IDisposable
{
    private const string Manifest = """
        title: Title
        summary: Summary.
        track: queries-from-code
        level: junior
        minutes: 5
        language: sql
        file: answer.sql
        arguments: [{ name: id, type: int }]
        data:
          - { name: visible, draw: SELECT 1 AS id }
          - { name: a, hidden: true, draw: SELECT 1 AS id }
          - { name: b, hidden: true, draw: SELECT 1 AS id }
        stages:
          - { name: Correct, checks: [{ kind: same-answer }] }
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("exercises-");

    [Fact]
    public void Load_WholeFolder_HasNoProblems()
    {
        Write("whole", Manifest);

        var library = ExerciseLibrary.Load(_root.FullName);

        Assert.Empty(library.Problems);
        Assert.Equal("Title", library.Find("whole")?.Title);
        Assert.Equal(16, library.Find("whole")?.Revision.Length);
    }

    [Fact]
    public void Load_ChecksOfPlans_TakeTheirKeysFromTheManifest()
    {
        Write("plans", Manifest + """

              - name: Planned
                checks:
                  - { kind: estimates, within: 10, from-rows: 500 }
                  - { kind: index-only, relation: posts, heap-share: 0.05 }
                  - { kind: partitions-pruned, parent: events, at-most: 2 }
                  - { kind: no-nested-loop-blowup, times: 20 }
            """);

        var library = ExerciseLibrary.Load(_root.FullName);

        Assert.Empty(library.Problems);
        Assert.Equal<Check>(
            [new Estimates { Within = 10, FromRows = 500 }, new IndexOnly { Relation = "posts", HeapShare = 0.05 }, new PartitionsPruned { Parent = "events", AtMost = 2 }, new NoNestedLoopBlowup { Times = 20 }],
            library.Find("plans")!.Stages[1].Checks);
    }

    [Fact]
    public void Load_BrokenFolder_NamesFileAndKeyAndServesTheOthers()
    {
        Write("whole", Manifest);
        Write("misspelt", Manifest.Replace("minutes:", "minuts:", StringComparison.Ordinal));
        Write("unknown-check", Manifest.Replace("same-answer", "same-anwser", StringComparison.Ordinal));
        Write("one-hidden", Manifest.Replace("  - { name: b, hidden: true, draw: SELECT 1 AS id }\n", "", StringComparison.Ordinal));
        Write("no-reference", Manifest);
        File.Delete(Path.Combine(_root.FullName, "no-reference", "reference.sql"));

        var library = ExerciseLibrary.Load(_root.FullName);

        Assert.Equal(["whole"], library.Exercises.Select(exercise => exercise.Slug));
        Assert.Contains(library.Problems, problem => problem is { Slug: "misspelt", File: "exercise.yaml" } && problem.Message.Contains("minut", StringComparison.Ordinal));
        Assert.Contains(library.Problems, problem => problem is { Slug: "unknown-check", File: "exercise.yaml" } && problem.Message.Contains("same-anwser", StringComparison.Ordinal));
        Assert.Contains(library.Problems, problem => problem is { Slug: "one-hidden", Key: "data" });
        Assert.Contains(library.Problems, problem => problem is { Slug: "no-reference", File: "reference.sql" });
    }

    [Fact]
    public void Load_QueryAlone_IsKnownAndHasNothingToOwn()
    {
        Write("indexes", Manifest);
        Write("query-alone", Manifest.Replace("language: sql", "language: sql\nddl: none", StringComparison.Ordinal));
        Write("contradiction", Manifest.Replace("language: sql", "language: sql\nddl: none", StringComparison.Ordinal)
            .Replace("{ kind: same-answer }", "{ kind: same-answer }, { kind: size-added, max-mb: 1 }", StringComparison.Ordinal));

        var library = ExerciseLibrary.Load(_root.FullName);

        Assert.Equal([AllowedDdl.Indexes, AllowedDdl.None], library.Exercises.Select(exercise => exercise.Ddl));
        Assert.Contains(library.Problems, problem => problem is { Slug: "contradiction", Key: "ddl" });
    }

    [Fact]
    public void Load_AttemptWithoutDeclaration_IsAProblem()
    {
        Write("attempts", Manifest);
        Directory.CreateDirectory(Path.Combine(_root.FullName, "attempts", "attempts"));
        File.WriteAllText(Path.Combine(_root.FullName, "attempts", "attempts", "wrong.sql"), "SELECT 1");

        Assert.Contains(ExerciseLibrary.Load(_root.FullName).Problems, problem => problem is { File: "attempts/wrong.sql", Key: "verdict" });
    }

    [Fact]
    public void Load_AnyFileChanged_ChangesTheRevision()
    {
        Write("whole", Manifest);
        var before = ExerciseLibrary.Load(_root.FullName).Find("whole")!.Revision;
        File.AppendAllText(Path.Combine(_root.FullName, "whole", "seed.sql"), "\n-- more");

        Assert.NotEqual(before, ExerciseLibrary.Load(_root.FullName).Find("whole")!.Revision);
    }

    private void Write(string slug, string manifest)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root.FullName, slug)).FullName;
        File.WriteAllText(Path.Combine(folder, "exercise.yaml"), manifest);
        foreach (var file in (string[])["brief.md", "schema.sql", "seed.sql", "starter.sql", "reference.sql"])
            File.WriteAllText(Path.Combine(folder, file), "SELECT 1");
    }

    public void Dispose() => _root.Delete(recursive: true);
}
