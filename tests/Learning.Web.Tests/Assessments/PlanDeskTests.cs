using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Assessments;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Assessments;

public sealed class PlanDeskTests(AccountHost host) : IClassFixture<AccountHost>
{
    private readonly HiringDesks desks = new(host);

    [Fact]
    public async Task Publish_Freezes_WithTheContentOfEachTask_AndLaterChangesAreTheNextRevision()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);
        await desks.InvitedAsync(grace, id);
        var first = (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!;

        var saved = await desks.Plans(grace).SaveAsync(id, "Junior, longer", first.Plan with { Minutes = 75 }, first.Version, CancellationToken.None);
        Assert.Equal((75, 60, "Junior: queries and indexes, 60 min"), (saved.Kept!.Plan.Minutes, saved.Kept.Published!.Plan.Minutes, saved.Kept.Published.Name));
        var published = await desks.Plans(grace).PublishAsync(id, saved.Kept.Version, CancellationToken.None);

        Assert.Null(published.Refusal);
        Assert.Equal([(2, 75, 0, "Grace"), (1, 60, 1, "Grace")], published.Kept!.Revisions.Select(row => (row.Number, row.Plan.Minutes, row.Invited, row.By)));
        var library = host.Services.GetRequiredService<ExerciseLibrary>();
        Assert.All(published.Kept.Revisions.SelectMany(row => row.Plan.Tasks), task => Assert.Equal(library.Find(task.Slug)!.Revision, task.Revision));
        Assert.Contains("Nothing has changed since revision 2", (await desks.Plans(grace).PublishAsync(id, published.Kept.Version, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(["Junior: queries and indexes, 60 min, revision 1", "Junior, longer, revision 2"],
            await context.AuditEntries.Where(row => row.Action == AuditActions.AssessmentPublished && row.ActorId == grace.Person).OrderBy(row => row.Id).Select(row => row.Detail).ToListAsync());
        Assert.Equal(1, await context.Invitations.CountAsync(row => row.Revision!.AssessmentId == id && row.Revision.Number == 1)); // the invited one stays with what they were invited to
    }

    [Fact]
    public async Task Save_FromATabThatIsBehind_WritesNothing_AndShowsTheOther()
    {
        var grace = await desks.ManagerAsync();
        var barbara = await desks.ManagerAsync(grace);
        var id = await desks.BegunAsync(grace);
        var view = (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!;

        Assert.Null((await desks.Plans(barbara).SaveAsync(id, "Barbara's", view.Plan, view.Version, CancellationToken.None)).Refusal);
        var late = await desks.Plans(grace).SaveAsync(id, "Grace's", view.Plan, view.Version, CancellationToken.None);
        var latePublish = await desks.Plans(grace).PublishAsync(id, view.Version, CancellationToken.None);

        Assert.Equal((true, "Barbara's", view.Version + 1), (late.IsNewer, late.Kept!.Name, late.Kept.Version));
        Assert.True(latePublish.IsNewer);
        Assert.Empty(latePublish.Kept!.Revisions);
        var knowingly = await desks.Plans(grace).SaveAsync(id, "Grace's", view.Plan, late.Kept.Version, CancellationToken.None);
        Assert.Equal((false, "Grace's"), (knowingly.IsNewer, knowingly.Kept!.Name));
    }

    [Fact]
    public async Task Save_ByManyAtOnce_IsTakenFromOne()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.BegunAsync(grace);
        var view = (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => desks.Plans(grace).SaveAsync(id, $"Tab {number}", view.Plan, view.Version, CancellationToken.None)));

        Assert.Single(outcomes, outcome => !outcome.IsNewer);
    }

    [Fact]
    public async Task Publish_OfABadPlan_SaysWhatStopsIt()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.BegunAsync(grace, "empty");
        var view = (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!;
        Assert.Contains(view.Stops, why => why.Contains("no task yet", StringComparison.Ordinal));
        var plan = view.Plan with { Tasks = [new() { Kind = TaskKind.Exercise, Slug = "gone", Weight = 1, Minutes = 5 }] };
        var saved = await desks.Plans(grace).SaveAsync(id, view.Name, plan, view.Version, CancellationToken.None); // a plan that is being written may be anything

        var outcome = await desks.Plans(grace).PublishAsync(id, saved.Kept!.Version, CancellationToken.None);

        Assert.Contains("Task 1, gone, does not load", outcome.Refusal, StringComparison.Ordinal);
        Assert.Empty(outcome.Kept!.Revisions);
        Assert.Contains("needs a name", (await desks.Plans(grace).SaveAsync(id, " ", plan, saved.Kept.Version, CancellationToken.None)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone", "does not load")]
    [InlineData("changed", "was changed since this was published")]
    [InlineData("bad", "does not grade as it declares (39 of 40 equal)")]
    public async Task Task_ThatIsNotWhatWasPublished_IsNamed_AndNobodyIsInvited(string what, string says)
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace, plan => plan with { Tasks = [plan.Tasks[1]] });
        var library = host.Services.GetRequiredService<ExerciseLibrary>();
        var exercise = library.Find("feed-n-plus-one")!;
        var proofs = await ProveAsync(exercise.Slug, exercise.Revision, bad: what == "bad" ? 17 : null);
        var shelf = what switch
        {
            "gone" => new TaskShelf(new([], [new(exercise.Slug, "exercise.yaml", "stages", "A check is unknown.")]), new([], [])),
            "changed" => new TaskShelf(new([exercise with { Revision = "another" }], []), new([], [])),
            _ => host.Services.GetRequiredService<TaskShelf>(),
        };

        var view = (await desks.Plans(grace, shelf).OpenAsync(id, CancellationToken.None))!;
        var inviting = ActivatorUtilities.CreateInstance<Inviting>(host.Services, new TaskFaults(shelf), desks.Time);
        var answer = await inviting.InviteAsync(new(grace.Organisation, id, [new("ada@shop.example")], grace.Person, HiringDesks.Site), CancellationToken.None);

        Assert.Contains(says, Assert.Single(view.Blocked), StringComparison.Ordinal);
        Assert.Contains(says, answer.Refusal, StringComparison.Ordinal);
        Assert.Equal(what != "changed", view.Stops.Count > 0); // what was changed is cured by publishing again
        await using var context = host.Contexts.CreateDbContext();
        Assert.False(await context.Candidates.AnyAsync(row => row.OrganisationId == grace.Organisation));
        await context.Checkups.Where(row => proofs.Contains(row.Id)).ExecuteDeleteAsync();
    }

    [Fact]
    public async Task Proof_ThatRunsOrFailedByOurFault_LeavesWhatWasKnown()
    {
        var rows = (await ProveAsync("one", "r1", bad: null)).Concat(await ProveAsync("one", "r0", bad: 3)).ToList();
        await using var context = host.Contexts.CreateDbContext();
        context.Checkups.AddRange(
            new Checkup { Id = Guid.CreateVersion7(), Slug = "one", Revision = "r1", Variant = 1, Status = CheckupStatus.Running, AskedAt = DateTimeOffset.UtcNow.AddDays(1) },
            new Checkup { Id = Guid.CreateVersion7(), Slug = "one", Revision = "r1", Variant = 2, Status = CheckupStatus.Failed, AskedAt = DateTimeOffset.UtcNow.AddDays(1) });
        await context.SaveChangesAsync();

        var proofs = await TaskProofs.ReadAsync(context, [("one", "r1"), ("one", "r0"), ("one", "r2")], CancellationToken.None);

        Assert.Equal("40 of 40 equal", proofs[("one", "r1")].Say);
        Assert.True(proofs[("one", "r0")].IsBad);
        Assert.False(proofs.ContainsKey(("one", "r2")));
        await context.Checkups.Where(row => row.Slug == "one").ExecuteDeleteAsync();
        Assert.NotEmpty(rows);
    }

    [Fact]
    public async Task Assessment_OfAnotherOrganisation_IsNotHere()
    {
        var (grace, eve) = (await desks.ManagerAsync(), await desks.ManagerAsync());
        var id = await desks.PublishedAsync(grace);
        var view = (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!;

        Assert.Null(await desks.Plans(eve).OpenAsync(id, CancellationToken.None));
        Assert.Null((await desks.Plans(eve).SaveAsync(id, "Eve's", view.Plan, view.Version, CancellationToken.None)).Kept);
        Assert.Null((await desks.Plans(eve).PublishAsync(id, view.Version, CancellationToken.None)).Kept);
        Assert.Null((await desks.Plans(eve).ArchiveAsync(id, archived: true, CancellationToken.None)).Kept);
        Assert.Null(await desks.Assessments(eve).ListAsync(grace.Organisation, CancellationToken.None));
        Assert.Equal((null, PlanRules.NotHere), await desks.Assessments(eve).CopyAsync(eve.Organisation, id, CancellationToken.None));
        Assert.Equal((null, PlanRules.NoManager), await desks.Assessments(eve).BeginAsync(grace.Organisation, "junior", CancellationToken.None));
        Assert.Equal(view.Version, (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!.Version);
    }

    [Fact]
    public async Task Manager_WhoIsNoneAnyMore_WritesNothing()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.BegunAsync(grace);
        var view = (await desks.Plans(grace).OpenAsync(id, CancellationToken.None))!;
        await using var context = host.Contexts.CreateDbContext();
        await context.Memberships.Where(row => row.PersonId == grace.Person).ExecuteDeleteAsync();

        Assert.Equal(PlanRules.NoManager, (await desks.Plans(grace).SaveAsync(id, "Mine", view.Plan, view.Version, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Archived_IsNeitherChangedNorPublishedNorInvitedTo_UntilTakenBack()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);
        var view = (await desks.Plans(grace).ArchiveAsync(id, archived: true, CancellationToken.None)).Kept!;

        Assert.Contains("archived", (await desks.Plans(grace).SaveAsync(id, "Other", view.Plan, view.Version, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("archived", (await desks.Plans(grace).PublishAsync(id, view.Version, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("archived", (await desks.Invitations(grace).InviteAsync(id, new("a@shop.example"), HiringDesks.Site, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.True(Assert.Single((await desks.Assessments(grace).ListAsync(null, CancellationToken.None))!.Rows).Archived);

        Assert.False((await desks.Plans(grace).ArchiveAsync(id, archived: false, CancellationToken.None)).Kept!.Archived);
        await desks.InvitedAsync(grace, id);
    }

    [Fact]
    public async Task Copy_TakesThePlan_AndLeavesTheWindow()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace, plan => plan with { Minutes = 77, ClosesAt = desks.Time.GetUtcNow().AddDays(3) });

        var (copy, _) = await desks.Assessments(grace).CopyAsync(grace.Organisation, id, CancellationToken.None);

        var view = (await desks.Plans(grace).OpenAsync(copy!.Value, CancellationToken.None))!;
        Assert.Equal((77, null, 0, "Copy of Junior: queries and indexes, 60 min"), (view.Plan.Minutes, view.Plan.ClosesAt, view.Revisions.Count, view.Name));
    }

    /// <summary>Forty variants, one of them bad or none.</summary>
    private async Task<List<Guid>> ProveAsync(string slug, string revision, int? bad)
    {
        await using var context = host.Contexts.CreateDbContext();
        var rows = Enumerable.Range(1, 40).Select(variant => new Checkup
        {
            Id = Guid.CreateVersion7(), Slug = slug, Revision = revision, Variant = variant, Status = variant == bad ? CheckupStatus.Bad : CheckupStatus.Good, AskedAt = DateTimeOffset.UtcNow, EndedAt = DateTimeOffset.UtcNow,
        }).ToList();
        context.Checkups.AddRange(rows);
        await context.SaveChangesAsync();
        return [.. rows.Select(row => row.Id)];
    }
}
