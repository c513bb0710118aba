using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Markings.Scoring;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Markings;

/// <summary>Two people mark without knowing of each other, and a third thing decides: a person, with evidence.</summary>
public sealed class MarkingTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Secret = "only in the first marker's note";
    private readonly MarkingDesks desks = new(host);

    [Fact]
    public async Task Marking_OfAnother_IsNotReadBeforeBothAreSigned()
    {
        var (one, two, sitting) = await PairAsync();
        await desks.SignAsync(one, sitting, 4, 3, Secret);

        var blind = await OpenAsync(two, sitting);
        Assert.Equal((1, 1, false), (blind.Others, blind.SignedCount, blind.Complete));
        Assert.Empty(blind.Both);
        Assert.Null(blind.Mine);
        await using (var context = host.Contexts.CreateDbContext())
        {
            var row = await context.Sittings.FirstAsync(each => each.Id == sitting);
            var stand = await BlindMarkings.StandAsync(context, sitting, row.OrganisationId, CancellationToken.None);
            Assert.Empty(await BlindMarkings.Of(context, sitting, two, stand).ToListAsync());
            Assert.Single(await BlindMarkings.Of(context, sitting, one, stand).ToListAsync());
        }

        await desks.SignAsync(two, sitting, 4, 4);
        var open = await OpenAsync(two, sitting);
        Assert.True(open.Complete);
        Assert.Equal([4, 4], open.Both.Select(marking => marking.Scores["cause"].Score!.Value));
        Assert.Contains(open.Both, marking => marking.Scores["cause"].Note == Secret);
    }

    [Fact]
    public async Task Page_BeforeBothAreSigned_HoldsNeitherTheOthersNoteNorTheCandidatesName()
    {
        var organisation = await desks.OrganisationAsync();
        var (one, (visitor, two)) = ((await desks.MemberAsync(organisation, name: "Firstmarker")).Id, await desks.MemberAsync(organisation));
        var assessment = await desks.AssessmentAsync(organisation);
        var sitting = (await desks.HandedInAsync(assessment, "7F3A", name: "Hidden Person")).Id;
        await desks.SignAsync(one, sitting, 4, 3, Secret);

        foreach (var page in (string[])[$"/sittings/{sitting}", $"/sittings/{sitting}/tasks/1", $"/sittings/{sitting}/replay/1", $"/assessments/{assessment}/candidates", "/markings"])
        {
            var text = await visitor.ReadAsync(page);
            Assert.Contains("7F3A", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("Firstmarker", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Hidden Person", text, StringComparison.Ordinal);
            Assert.DoesNotContain("candidates.example", text, StringComparison.Ordinal);
        }

        await desks.SignAsync(two, sitting, 4, 3);
        Assert.Null((await desks.Marking(two).DecideAsync(sitting, 0, HiringOutcome.Invite, "It is constant [S2].", CancellationToken.None)).Refusal);
        Assert.Contains("Hidden Person", await visitor.ReadAsync($"/sittings/{sitting}"), StringComparison.Ordinal);
        Assert.Contains("Hidden Person", await visitor.ReadAsync($"/assessments/{assessment}/candidates"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_TwoApart_AreTalkedOverBeforeADecision()
    {
        var (one, two, sitting) = await PairAsync();
        await desks.SignAsync(one, sitting, 4, 1);
        await desks.SignAsync(two, sitting, 4, 3);

        var early = await desks.Marking(one).DecideAsync(sitting, 0, HiringOutcome.Decline, "See [S2].", CancellationToken.None);
        Assert.Contains("Explains with evidence", early.Refusal, StringComparison.Ordinal);
        Assert.NotNull((await desks.Marking(one).TalkAsync(sitting, "proof", 2, " ", CancellationToken.None)).Refusal);
        Assert.Null((await desks.Marking(two).TalkAsync(sitting, "proof", 2, "The second answer cites the plan.", CancellationToken.None)).Refusal);

        Assert.Equal(2, (await OpenAsync(one, sitting)).Settled("proof"));
        Assert.Null((await desks.Marking(one).DecideAsync(sitting, 0, HiringOutcome.Decline, "See [S2].", CancellationToken.None)).Refusal);
    }

    [Theory]
    [InlineData("They did well.")]
    [InlineData("The statement [S999] says it.")]
    [InlineData("[T2:S2] is of a task that is not there.")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Decision_WithoutEvidenceThatResolves_IsRefused(string? reasons)
    {
        var (one, two, sitting) = await PairAsync();
        await desks.SignAsync(one, sitting, 4, 4);
        await desks.SignAsync(two, sitting, 4, 4);

        Assert.NotNull((await desks.Marking(one).DecideAsync(sitting, 0, HiringOutcome.Invite, reasons, CancellationToken.None)).Refusal);
        await using var context = host.Contexts.CreateDbContext();
        Assert.False(await context.HiringDecisions.AnyAsync(row => row.SittingId == sitting));
    }

    [Theory]
    [InlineData("Task 1 grows [T1:S2], task 2 does not [T2:S2].", "Nothing was handed in for task 2, so [T2:S2] cites nothing.")]
    [InlineData("[T1:S2] and [T3:S2]", "There is no task 3 in this assessment")]
    [InlineData("[T1:S2] and [T1:S999]", "The evidence of task 1 has no S999")]
    public async Task Mark_OfATaskWithoutThatEvidence_IsRefusedInASentence(string text, string says)
    {
        var (one, two, sitting) = await PairAsync();
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.SittingTasks.Add(new() { SittingId = sitting, Position = 2, Slug = "deep-pages", Points = 0, Breakdown = """[{"text":"Nothing was handed in.","points":0,"of":40}]""" });
            await context.SaveChangesAsync();
        }

        Assert.Contains(says, (await desks.Marking(one).ScoreAsync(sitting, null, "cause", new(4, text), CancellationToken.None)).Refusal, StringComparison.Ordinal);
        await desks.SignAsync(one, sitting, 4, 1);
        await desks.SignAsync(two, sitting, 4, 4);
        Assert.Contains(says, (await desks.Marking(one).TalkAsync(sitting, "proof", 2, text, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Null((await desks.Marking(one).TalkAsync(sitting, "proof", 2, "See [T1:S2].", CancellationToken.None)).Refusal);
        Assert.Contains(says, (await desks.Marking(one).DecideAsync(sitting, 0, HiringOutcome.Invite, text, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.NotNull((await desks.Marking(one).DecideAsync(sitting, 0, HiringOutcome.Invite, "There is no [T3].", CancellationToken.None)).Refusal);
        Assert.Null((await desks.Marking(one).DecideAsync(sitting, 0, HiringOutcome.Invite, "See [T1:S2].", CancellationToken.None)).Refusal);
        Assert.Null((await desks.Marking(one).DecideAsync(sitting, 1, HiringOutcome.Decline, "Nothing came for the second task [T2].", CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Task_OnAVariant_HasItsOwnTitle()
    {
        var (one, _, sitting) = await PairAsync();
        var exercises = host.Services.GetRequiredService<Learning.Grading.Exercises.ExerciseLibrary>();
        var (slug, variant) = exercises.Exercises.SelectMany(each => Enumerable.Range(1, 12).Select(number => (each.Slug, Number: number)))
            .First(each => exercises.Find(each.Slug, each.Number) is { } varied && varied.Title != exercises.Find(each.Slug)!.Title);
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.SittingTasks.Add(new() { SittingId = sitting, Position = 2, Slug = slug, Variant = variant, Points = 0, Breakdown = "[]" });
            await context.SaveChangesAsync();
        }

        var report = (await desks.Sittings(one).OpenAsync(sitting, CancellationToken.None))!.Report;

        var own = exercises.Find(slug, variant)!.Title;
        Assert.Equal((own, own), (report.Tasks[1].Title, report.Time.Lanes[1].Title));
        Assert.Equal(own, (await desks.Replay(one).OpenAsync(sitting, 2, CancellationToken.None))!.Title);
    }

    [Fact]
    public async Task Decision_IsAppendedWithNameAndAudit_AndALaterOneKeepsIt()
    {
        var (one, two, sitting) = await PairAsync();
        await desks.SignAsync(one, sitting, 4, 4);
        Assert.NotNull((await desks.Marking(one).DecideAsync(sitting, 0, HiringOutcome.Invite, "[S2]", CancellationToken.None)).Refusal); // one marking is missing
        await desks.SignAsync(two, sitting, 4, 4);
        Assert.Null((await desks.Marking(one).DecideAsync(sitting, 0, HiringOutcome.TalkFirst, "The statements [T1:S2–S21] grow.", CancellationToken.None)).Refusal);
        Assert.Equal(MarkingRules.Decided, (await desks.Marking(two).DecideAsync(sitting, 0, HiringOutcome.Decline, "Seen before the talk; [T1:S2-S21].", CancellationToken.None)).Refusal);
        Assert.Null((await desks.Marking(one).DecideAsync(sitting, 1, HiringOutcome.Invite, "After the talk; see [T1:S2-S21].", CancellationToken.None)).Refusal);

        Assert.Equal([HiringOutcome.Invite, HiringOutcome.TalkFirst], (await OpenAsync(one, sitting)).Decisions.Select(row => row.Outcome));
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(2, await context.AuditEntries.CountAsync(row => row.SubjectId == sitting && row.ActorId == one && row.Action == "hiring decision recorded"));
    }

    [Fact]
    public async Task Decision_ByAMentor_IsRefused()
    {
        var organisation = await desks.OrganisationAsync();
        var (mentor, manager) = ((await desks.MemberAsync(organisation, Roles.Mentor)).Id, (await desks.MemberAsync(organisation)).Id);
        var sitting = (await desks.HandedInAsync(await desks.AssessmentAsync(organisation), "AAAA")).Id;
        await desks.SignAsync(mentor, sitting, 4, 4);
        await desks.SignAsync(manager, sitting, 4, 4);

        Assert.Equal(MarkingRules.NoManager, (await desks.Marking(mentor).DecideAsync(sitting, 0, HiringOutcome.Invite, "[S2]", CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task OrganisationWithOneMarker_NeedsOneMarking()
    {
        var organisation = await desks.OrganisationAsync();
        var only = (await desks.MemberAsync(organisation)).Id;
        var sitting = (await desks.HandedInAsync(await desks.AssessmentAsync(organisation), "AAAA")).Id;
        await desks.SignAsync(only, sitting, 3, 3);

        Assert.Equal((1, true), ((await OpenAsync(only, sitting)).Needed, (await OpenAsync(only, sitting)).Complete));
        Assert.Null((await desks.Marking(only).DecideAsync(sitting, 0, HiringOutcome.Invite, "[S2]", CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task ThirdMarker_IsRefused_UntilOneThrowsTheirsAway()
    {
        var (one, two, sitting) = await PairAsync();
        Guid third;
        await using (var context = host.Contexts.CreateDbContext())
            third = (await desks.MemberAsync((await context.Sittings.FirstAsync(row => row.Id == sitting)).OrganisationId)).Id;
        foreach (var person in (Guid[])[one, two])
            Assert.Null((await desks.Marking(person).ScoreAsync(sitting, null, "cause", new(2), CancellationToken.None)).Refusal);

        Assert.Equal(MarkingRules.Taken, (await desks.Marking(third).ScoreAsync(sitting, null, "cause", new(2), CancellationToken.None)).Refusal);
        Assert.Null((await desks.Marking(two).GiveUpAsync(sitting, CancellationToken.None)).Refusal);
        Assert.Null((await desks.Marking(third).ScoreAsync(sitting, null, "cause", new(2), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Draft_ChangedElsewhere_IsNotWrittenOver_AndASignedOneNeverChanges()
    {
        var (one, _, sitting) = await PairAsync();
        var desk = desks.Marking(one);
        Assert.Null((await desk.ScoreAsync(sitting, null, "cause", new(1), CancellationToken.None)).Refusal);
        Assert.Equal(MarkingRules.Elsewhere, (await desk.ScoreAsync(sitting, null, "cause", new(4), CancellationToken.None)).Refusal);
        Assert.NotNull((await desk.ScoreAsync(sitting, 1, "cause", new(5), CancellationToken.None)).Refusal);
        Assert.NotNull((await desk.ScoreAsync(sitting, 1, "nothing", new(1), CancellationToken.None)).Refusal);
        Assert.Contains("no score yet", (await desk.SignAsync(sitting, 1, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Null((await desk.ScoreAsync(sitting, 1, "proof", new(2), CancellationToken.None)).Refusal);
        Assert.Null((await desk.SignAsync(sitting, 2, CancellationToken.None)).Refusal);

        Assert.Equal(MarkingRules.Signed, (await desk.ScoreAsync(sitting, 3, "cause", new(4), CancellationToken.None)).Refusal);
        Assert.Equal(MarkingRules.Signed, (await desk.GiveUpAsync(sitting, CancellationToken.None)).Refusal);
        Assert.Equal(1, (await OpenAsync(one, sitting)).Mine!.Scores["cause"].Score);
    }

    [Fact]
    public async Task Sitting_OfAnotherOrganisation_IsNotHere_ForAnyAct()
    {
        var (_, _, sitting) = await PairAsync();
        var other = await desks.OrganisationAsync();
        var (visitor, stranger) = await desks.MemberAsync(other);
        var desk = desks.Marking(stranger);

        Assert.Null(await desk.OpenAsync(sitting, CancellationToken.None));
        Assert.Null(await desks.Sittings(stranger).OpenAsync(sitting, CancellationToken.None));
        Assert.Null(await desks.Sittings(stranger).TaskAsync(sitting, 1, CancellationToken.None));
        Assert.Null(await desks.Replay(stranger).OpenAsync(sitting, 1, CancellationToken.None));
        Assert.Equal(MarkingRules.NotHere, (await desk.ScoreAsync(sitting, null, "cause", new(1), CancellationToken.None)).Refusal);
        Assert.Equal(MarkingRules.NotHere, (await desk.DecideAsync(sitting, 0, HiringOutcome.Decline, "[S2]", CancellationToken.None)).Refusal);
        foreach (var page in (string[])["", "/tasks/1", "/replay/1", $"/alike/1?with={sitting}"])
            Assert.Contains("Not here, or not yours.", await visitor.ReadAsync($"/sittings/{sitting}{page}"), StringComparison.Ordinal);
        await using var context = host.Contexts.CreateDbContext();
        var assessment = await context.Sittings.Where(row => row.Id == sitting).Select(row => row.Revision!.AssessmentId).FirstAsync();
        Assert.Contains("Not here, or not yours.", await visitor.ReadAsync($"/assessments/{assessment}/candidates"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sitting_ThatRuns_IsNotMarked()
    {
        var organisation = await desks.OrganisationAsync();
        var one = (await desks.MemberAsync(organisation)).Id;
        var sitting = (await desks.HandedInAsync(await desks.AssessmentAsync(organisation), "AAAA", status: SittingStatus.Running)).Id;

        Assert.Equal(MarkingRules.NotIn, (await desks.Marking(one).ScoreAsync(sitting, null, "cause", new(1), CancellationToken.None)).Refusal);
    }

    private async Task<MarkingView> OpenAsync(Guid person, Guid sitting) => (await desks.Marking(person).OpenAsync(sitting, CancellationToken.None))!;

    private async Task<(Guid One, Guid Two, Guid Sitting)> PairAsync()
    {
        var organisation = await desks.OrganisationAsync();
        var (one, two) = ((await desks.MemberAsync(organisation)).Id, (await desks.MemberAsync(organisation)).Id);
        return (one, two, (await desks.HandedInAsync(await desks.AssessmentAsync(organisation), "7F3A")).Id);
    }
}
