using Learning.Grading.Exercises;
using Learning.Grading.Incidents;

namespace Learning.Grading.Tests.Incidents;

public sealed class IncidentLibraryTests : IDisposable
{
    private const string Manifest = """
        title: Title
        summary: Summary.
        level: mid
        minutes: 10
        names: { index: [idx_a, idx_b], second: [left, right] }
        world:
          roles: [api, worker]
          steps: [{ title: Table, file: world/1.sql }]
          editions: [{ rows: "10" }, { rows: "20" }]
          personalise: ["ALTER INDEX i RENAME TO {{index}}"]
        workload:
          users: 10
          think-seconds: 1
          pool: 5
          pool-limit: 10
          role: api
          objective: { within-ms: 500, target: 0.999 }
          classes:
            - { name: reads, label: Reads, share: 0.9, flag: filter, sql: SELECT $1, parameters: [{ kind: skewed-array, to: 100, whale-share: 0.3, count: 4 }] }
            - { name: writes, label: Writes, share: 0.1, sql: "SELECT $1, $2", parameters: [{ kind: choice, weights: { a: 1, "{{index}}": 2 } }, { kind: amount, from: 1, to: 5 }] }
        events:
          - { at: 5, after-full: true, kind: note, text: Full }
          - { at: 9, kind: leak, class: reads, seconds: 2, ended-by: rollback }
          - { at: 3, kind: hold, role: worker, sql: [BEGIN, SELECT 1], when: second=left }
          - { at: 4, kind: shares, shares: { reads: 0.5 }, seconds: 10, until-full: true }
        levers:
          - { id: filter, kind: flag, label: Filter, note: "", verb: "Off" }
          - { id: rollback, kind: roll-back, label: Back, note: "", verb: Roll back }
        deployment: [{ minutes: -5, who: release, text: "Index {{index}}" }]
        fix:
          health-points: 20
          lasting:
            - { id: gone, label: Gone, sql: SELECT true, points: 20, because: So. }
          checksums: [SELECT count(*) FROM t]
        stages:
          - { kind: situation, title: S }
          - kind: assessment
            title: A
            findings:
              - { id: classes, ask: "Who?", kind: classes, points: 10, because: So. }
          - kind: root-cause
            title: R
            findings:
              - { id: index, ask: "Which?", kind: text, truth: "SELECT '{{index}}'", points: 20, because: So. }
              - { id: left, ask: "Left?", kind: choice, options: [a, b], right: [a], points: 10, because: So., when: second=left }
              - { id: right, ask: "Right?", kind: number, truth: SELECT 1, factor: 1.5, points: 10, because: So., when: second=right }
          - { kind: resolution, title: F }
          - { kind: postmortem, title: P }
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("incidents-");

    [Fact]
    public void Load_WholeFolder_HasEverything()
    {
        Write("whole", Manifest);

        var library = IncidentLibrary.Load(_root.FullName);

        Assert.Empty(library.Problems);
        var incident = library.Find("whole")!;
        Assert.Equal([false, false, false, true], incident.Events.Select(each => each.AfterFull));
        Assert.Equal([3, 4, 9, 5], incident.Events.Select(each => each.At));
        Assert.Equal(DrawKind.SkewedArray, incident.Workload.Classes[0].Parameters[0].Kind);
        var stage = incident.Stage(StageKind.Assessment);
        Assert.Equal(("Brief of 1.", "Why?", "Because."), (stage.Brief, stage.Think, stage.Reveal));
        Assert.Equal([new("Look.", 1), new("Look here.", 12)], stage.Hints);
        Assert.Equal("src/A.cs", Assert.Single(incident.Deployment.Files).Path);
        Assert.Equal(new PlayerOutcome(40, 40, 0, 5, 20, 20), Assert.Single(incident.Players).Expect);
        Assert.Equal(16, incident.Revision.Length);
    }

    [Fact]
    public void Load_FolderOfAnExercise_IsNotLookedAt()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "exercise"));
        Write("whole", Manifest);

        Assert.Single(IncidentLibrary.Load(_root.FullName).Incidents);
        Assert.DoesNotContain(ExerciseLibrary.Load(_root.FullName).Problems, problem => problem.Slug == "whole");
    }

    [Theory]
    [InlineData("ended-by: rollback", "ended-by: undo", "events[2].ended-by", "no lever undo")]
    [InlineData("class: reads", "class: reeds", "events[2].class", "reeds")]
    [InlineData("role: worker", "role: nobody", "events[0].role", "nobody")]
    [InlineData("shares: { reads: 0.5 }", "shares: { rides: 0.5 }", "events[1].shares", "rides")]
    [InlineData("flag: filter", "flag: fitler", "workload.classes.reads.flag", "fitler")]
    [InlineData("sql: [BEGIN, SELECT 1], when: second=left", "sql: [BEGIN, SELECT 1], when: second=middle", "events.when", "second=middle")]
    [InlineData("truth: \"SELECT '{{index}}'\", ", "", "findings.index.truth", "SQL")]
    [InlineData("right: [a]", "right: [c]", "findings.left.right", "among them")]
    [InlineData("kind: classes, points: 10", "kind: classes, points: 9", "findings.points", "39")]
    [InlineData("SELECT true, points: 20", "SELECT true, points: 19", "fix.lasting.points", "39")]
    [InlineData("health-points: 20", "health-points: 21", "fix.health-points", "shared evenly")]
    [InlineData("checksums: [SELECT count(*) FROM t]", "checksums: []", "fix.checksums", "checksum")]
    [InlineData("text: \"Index {{index}}\"", "text: \"Index {{indx}}\"", "deployment", "indx")]
    [InlineData("share: 0.1", "share: 0", "workload.classes.writes.share", "baseline")]
    [InlineData("sql: \"SELECT $1, $2\"", "sql: SELECT $1", "workload.classes.writes.parameters", "one draw")]
    [InlineData("pool-limit: 10", "pool-limit: 4", "workload.pool", "limit")]
    [InlineData("role: api", "role: app", "workload.role", "app")]
    [InlineData("rows: \"20\"", "raws: \"20\"", "world.editions", "same parameters")]
    [InlineData("- { kind: resolution, title: F }", "- { kind: postmortem, title: F }", "stages.kind", "Resolution is missing")]
    public void Load_PartsThatDoNotFit_AreNamed(string right, string wrong, string key, string words)
    {
        var manifest = Manifest.ReplaceLineEndings("\n");
        Assert.Contains(right, manifest, StringComparison.Ordinal);
        Write("broken", manifest.Replace(right, wrong, StringComparison.Ordinal));

        var library = IncidentLibrary.Load(_root.FullName);

        Assert.Contains(library.Problems, problem => problem.Key == key && problem.Message.Contains(words, StringComparison.Ordinal));
        Assert.Null(library.Find("broken"));
    }

    [Fact]
    public void Load_UnknownKey_NamesItAndItsLine()
    {
        Write("broken", Manifest.Replace("pool: 5", "pools: 5", StringComparison.Ordinal));

        var problem = Assert.Single(IncidentLibrary.Load(_root.FullName).Problems);

        Assert.Equal(("incident.yaml", "pools"), (problem.File, problem.Key));
    }

    [Fact]
    public void Load_StepThatAsksForASessionsName_IsRefused()
    {
        Write("broken", Manifest);
        File.WriteAllText(Path.Combine(_root.FullName, "broken", "world", "1.sql"), "CREATE INDEX {{index}} ON t (id)");

        Assert.Contains(IncidentLibrary.Load(_root.FullName).Problems, problem => problem.Message.Contains("personalise", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ lever: rollback }", "{ lever: nothing on }", "no lever nothing")]
    [InlineData("{ lever: rollback }", "{ lever: rollback, sql: SELECT 1 }", "one thing")]
    [InlineData("{ lever: rollback }", "{ findings: { nothing: a } }", "no finding nothing")]
    [InlineData("fix: [0, 5]", "fix: [5, 0]", "[from, to]")]
    [InlineData("fix: [0, 5]", "fix: [0, 41]", "up to 40")]
    public void Load_PlayerThatCannotPlay_IsNamed(string right, string wrong, string words)
    {
        Write("broken", Manifest);
        var file = Path.Combine(_root.FullName, "broken", "players", "expert.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(IncidentLibrary.Load(_root.FullName).Problems, problem => problem.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_UnknownSectionOfAStage_IsNamed()
    {
        Write("broken", Manifest);
        File.WriteAllText(Path.Combine(_root.FullName, "broken", "stages", "1-assessment.md"), "Brief.\n\n## Hint\n\nWithout a price.");

        Assert.Contains(IncidentLibrary.Load(_root.FullName).Problems, problem => problem is { File: "stages/1-assessment.md", Key: "Hint" });
    }

    private void Write(string slug, string manifest)
    {
        var folder = _root.CreateSubdirectory(slug);
        void Put(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, name))!);
            File.WriteAllText(Path.Combine(folder.FullName, name), text);
        }
        Put("incident.yaml", manifest);
        Put("world/1.sql", "CREATE TABLE t AS SELECT generate_series(1, {{rows}}) AS id");
        foreach (var (index, kind) in new[] { "situation", "assessment", "root-cause", "resolution", "postmortem" }.Index())
            Put($"stages/{index}-{kind}.md", $"Brief of {index}.\n\n## Think first\n\nWhy?\n\n## What is known now\n\nBecause.\n\n## Hint, 1 point\n\nLook.\n\n## Hint, 12 points\n\nLook here.\n");
        Put("deployment/1.diff", "--- a/src/A.cs\n+++ b/src/A.cs\n@@ -1,1 +1,1 @@\n-a\n+b\n");
        Put("expert.yaml", "- { minute: 1, title: Look, why: So. }\n");
        Put("players/expert.yaml", "name: Expert\ndescription: Plays.\nsteps:\n  - { lever: rollback }\n  - { wait: 5, until-well: 30 }\nexpect: { detect: [40, 40], fix: [0, 5], trap: [20, 20] }\n");
    }

    public void Dispose() => _root.Delete(recursive: true);
}
