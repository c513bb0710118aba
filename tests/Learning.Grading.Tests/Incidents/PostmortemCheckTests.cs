using Learning.Grading.Incidents.Postmortems;
using Learning.Grading.Incidents.Records;
using static Learning.Grading.Tests.Incidents.Given;

namespace Learning.Grading.Tests.Incidents;

public sealed class PostmortemCheckTests
{
    private static readonly IncidentRecord Kept = Quiet with
    {
        Actions =
        [
            Did(1, 45, ActionKind.Event, "Release 12 is live.") with { ByLearner = false },
            Ran(2, 70, "SELECT attname, null_frac FROM pg_stats"),
            Planned(Ran(3, 75, "EXPLAIN SELECT 1")),
            Ran(4, 80, "ANALYZE t") with { P95 = 4000 },
            Did(5, 82, ActionKind.Lever, "Pool size 5 → 10", "pool"),
            Ran(6, 84, "DROP INDEX nothing", new("42704", "no", null, null, 0)),
        ],
        Evidence = [new("C1", EvidenceSort.Chart, 65, "P95 at its worst"), new("L1", EvidenceSort.Locks, 72, "Who waits for whom"), new("Q3", EvidenceSort.Plan, 75, "The plan", 3)],
    };

    private static readonly Dictionary<string, string> Whole = new(StringComparer.Ordinal)
    {
        [PostmortemSections.Summary] = "Payments were slow for half a minute, because statistics were old. [C1]",
        [PostmortemSections.Impact] = "P95 rose from 5 ms to 4 s. [C1] Nothing failed.",
        [PostmortemSections.Timeline] = "- 00:45 Release 12 [A1]\n- 01:20 ANALYZE [Q4]\n- 01:30 All is well [C1]",
        [PostmortemSections.RootCause] = "The plan expected one row and read the table [Q3]. Statistics said that the column is empty [Q2].",
        [PostmortemSections.Resolution] = "ANALYZE mended the estimate [Q4], and P95 fell to 5 ms [C1].",
        [PostmortemSections.CorrectiveActions] = "- Backfills end with ANALYZE (owner: data platform, by 15 May)\n- Alert on tables without autovacuum (owner: on-call, due 1 June)",
    };

    [Fact]
    public void Check_WholePostmortem_IsComplete()
    {
        var findings = PostmortemCheck.Check(Kept, Whole);

        Assert.All(findings.Sections, section => Assert.True(section.IsComplete, $"{section.Section.Id}: {string.Join(' ', section.Lacks)} {string.Join(' ', section.WithoutEvidence.Select(claim => claim.Text))}"));
        Assert.True(findings.IsComplete);
    }

    [Fact]
    public void Check_NothingWritten_NamesEverySection()
    {
        var findings = PostmortemCheck.Check(Kept, new Dictionary<string, string>(StringComparer.Ordinal) { [PostmortemSections.Impact] = " \n " });

        Assert.All(findings.Sections, section => Assert.True(section.Missing));
        Assert.False(findings.IsComplete);
    }

    [Fact]
    public void Claims_ParagraphWithoutAnyMark_IsOne()
    {
        const string text = "P95 rose to 4 s. [C1]\n\nCustomers could not pay for a while.";
        var claim = Assert.Single(Section(PostmortemSections.Impact, text).WithoutEvidence);

        Assert.Equal("Customers could not pay for a while.", claim.Text);
        Assert.Equal(claim.Text, text.Substring(claim.Start, claim.Length));
    }

    [Fact]
    public void Claims_SentenceWithAFigure_NeedsAMarkOfItsOwn()
    {
        var claims = Section(PostmortemSections.Impact, "P95 rose from 5.5 ms to 4 s [C1]. In all 1,200 requests were late. Users of version_2 noticed nothing.").WithoutEvidence;

        Assert.Equal(["In all 1,200 requests were late."], claims.Select(claim => claim.Text));
    }

    [Fact]
    public void Claims_ListItems_StandForThemselves()
    {
        var claims = Section(PostmortemSections.Timeline, "- 00:45 Release 12 [A1]\n- 01:00 the pool was full\n- 01:20 ANALYZE [Q4]").WithoutEvidence;

        Assert.Equal(["- 01:00 the pool was full"], claims.Select(claim => claim.Text));
    }

    [Fact]
    public void Marks_ThatStandForNothing_AreNamed() =>
        Assert.Equal(["Q9", "L7"], Section(PostmortemSections.Impact, "P95 rose to 4 s. [C1, Q9] Locks were held. [L7]").Unresolved);

    [Fact]
    public void Needs_OfASection_AreNamedWhenNothingCitedShowsThem()
    {
        var lacks = Section(PostmortemSections.RootCause, "The column had no statistics. [C1]").Lacks;

        Assert.Equal(2, lacks.Count);
        Assert.Contains("a plan", lacks[0], StringComparison.Ordinal);
        Assert.Contains("statistics", lacks[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_WithoutOwnerOrDate_AreNamed()
    {
        var lacks = Section(PostmortemSections.CorrectiveActions, "- Watch out more\n- Alert on old statistics (owner: on-call)").Lacks;

        Assert.Equal(["An owner and a date for \"- Watch out more\".", "An owner and a date for \"- Alert on old statistics (owner: on-call)\"."], lacks);
    }

    [Fact]
    public void Blame_IsPointedOut_AndStopsNobody()
    {
        var section = Section(PostmortemSections.Summary, "The backfill was careless. [C1]");

        Assert.Equal(["careless"], section.Blame);
        Assert.True(section.IsComplete);
    }

    [Theory]
    [InlineData("Q2", EvidenceSort.Statistics)]
    [InlineData("Q3", EvidenceSort.Plan)]
    [InlineData("L1", EvidenceSort.Locks)]
    [InlineData("C1", EvidenceSort.Chart)]
    public void Citations_ShowWhatTheirStatementAskedFor(string mark, EvidenceSort sort) => Assert.Contains(sort, Citations.Resolve(Kept, mark)!.Sorts);

    [Fact]
    public void Citations_OfALever_AreTheLogsEntry()
    {
        Assert.Equal("A5", Citations.MarkOf(Kept.Actions[4]));
        Assert.Equal("Pool size 5 → 10", Citations.Resolve(Kept, "A5")!.Title);
        Assert.Null(Citations.Resolve(Kept, "A50"));
    }

    [Fact]
    public void Timeline_FromTheLog_IsInOrderAndEveryEntryResolves()
    {
        var timeline = PostmortemTimeline.Of(Kept);

        Assert.Equal("""
            - 00:45 Release 12 is live [A1]
            - 01:05 P95 at its worst [C1]
            - 01:12 Who waits for whom [L1]
            - 01:20 ANALYZE t (P95 4.0 s) [Q4]
            - 01:22 Pool size 5 → 10 [A5]
            """.ReplaceLineEndings("\n"), timeline);
        Assert.True(Section(PostmortemSections.Timeline, timeline).IsComplete);
    }

    private static SectionFindings Section(string id, string text) =>
        PostmortemCheck.Check(Kept, new Dictionary<string, string>(StringComparer.Ordinal) { [id] = text }).Sections.Single(section => section.Section.Id == id);

    private static IncidentAction Planned(IncidentAction action) => action with { Statement = action.Statement! with { Plan = "[]" } };
}
