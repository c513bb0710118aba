using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Privacy;
using Learning.Web.Features.Submissions;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Assessments;
using Learning.Web.Tests.Markings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Privacy;

public sealed class AnonymiserTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Candidate_WhenTheDaysAreOver_IsACode_WithFiguresAndNoWord()
    {
        var left = await Traces.LeaveAsync(host);
        await RunAsync(left.Sitting.HandedInAt!.Value.AddDays(180).AddSeconds(-1));
        await using (var before = host.Contexts.CreateDbContext())
            Assert.NotNull((await before.Candidates.SingleAsync(row => row.Id == left.Candidate.Id)).Email);
        var end = left.Sitting.HandedInAt.Value.AddDays(180).AddSeconds(1);

        await RunAsync(end);

        await using var context = host.Contexts.CreateDbContext();
        var candidate = await context.Candidates.SingleAsync(row => row.Id == left.Candidate.Id);
        Assert.Equal((null, null, 1m, "7F3A"), (candidate.Email, candidate.Name, candidate.TimeFactor, candidate.Code));
        Assert.Equal(end, candidate.AnonymisedAt!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(end, (await context.Sittings.SingleAsync(row => row.Id == left.Sitting.Id)).AnonymisedAt!.Value, TimeSpan.FromMilliseconds(1));
        foreach (var table in await Traces.TablesWithAsync(context, Traces.Name))
            Assert.Equal("audit_entries", table); // put there by hand: nothing writes a name there
        foreach (var said in new[] { left.Candidate.Email!, "tracking.example/ada" })
            Assert.DoesNotContain(await Traces.TablesWithAsync(context, said), table => table != "audit_entries");
        Assert.False(await context.SittingEvents.AnyAsync(row => row.SittingId == left.Sitting.Id));
        Assert.False(await context.OutgoingMails.AnyAsync(row => row.CandidateId == candidate.Id));
        Assert.Equal(60, (await context.SittingTasks.SingleAsync(row => row.SittingId == left.Sitting.Id)).Points);
        Assert.Contains("\"score\": 3", (await context.Markings.SingleAsync(row => row.SittingId == left.Sitting.Id)).Scores, StringComparison.Ordinal);
        Assert.Equal(HiringOutcome.Invite, (await context.HiringDecisions.SingleAsync(row => row.SittingId == left.Sitting.Id)).Outcome);
        var submission = await context.Submissions.SingleAsync(row => row.LearnerId == left.Sitting.LearnerId);
        Assert.Equal((Verdict.OverBudget, ""), (submission.Verdict, submission.Source));
        var report = StoredJson.Read<GradeReport>(submission.Report)!;
        Assert.Null(report.Visible);
        Assert.NotEmpty(report.Stages);
        Assert.NotNull(await new MarkingDesks(host).Sittings(left.Manager).OpenAsync(left.Sitting.Id, CancellationToken.None)); // the team's report still opens
        Assert.Contains("7F3A", await left.Browser.ReadAsync($"/sittings/{left.Sitting.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidate_WithAnotherSittingUnderWay_KeepsTheName_AndOnlyOldTextsGo()
    {
        var left = await Traces.LeaveAsync(host);
        await using var context = host.Contexts.CreateDbContext();
        var (now, learner) = (TimeProvider.System.GetUtcNow(), new Learner { Id = Guid.CreateVersion7(), CreatedAt = TimeProvider.System.GetUtcNow() });
        var invitation = new Invitation { Id = Guid.CreateVersion7(), CandidateId = left.Candidate.Id, RevisionId = left.Sitting.RevisionId, TokenHash = Guid.NewGuid().ToByteArray(), CreatedAt = now, ExpiresAt = now.AddDays(1), UsedAt = now };
        context.AddRange(learner, invitation, new Sitting { Id = Guid.CreateVersion7(), OrganisationId = left.Organisation, RevisionId = left.Sitting.RevisionId, InvitationId = invitation.Id, LearnerId = learner.Id, Status = SittingStatus.Running, CreatedAt = now, StartedAt = now, AllowedSeconds = 60, Seed = 1 });
        await context.SaveChangesAsync();

        await RunAsync(now.AddDays(181));

        Assert.Equal(SittingStatus.Running, (await context.Sittings.AsNoTracking().SingleAsync(row => row.InvitationId == invitation.Id)).Status);
        Assert.NotNull((await context.Candidates.AsNoTracking().SingleAsync(row => row.Id == left.Candidate.Id)).Email);
        Assert.NotNull((await context.Sittings.AsNoTracking().SingleAsync(row => row.Id == left.Sitting.Id)).AnonymisedAt);
        Assert.Equal("", (await context.Submissions.AsNoTracking().SingleAsync(row => row.LearnerId == left.Sitting.LearnerId)).Source);
    }

    [Fact]
    public async Task Invitation_ThatNobodyUsed_CountsFromItsEnd_OrFromItsRevocation()
    {
        var desks = new HiringDesks(host);
        var grace = await desks.ManagerAsync();
        var assessment = await desks.PublishedAsync(grace, plan => plan with { RetentionDays = 30 });
        var (expired, revoked) = (await desks.InvitedAsync(grace, assessment), await desks.InvitedAsync(grace, assessment));
        Assert.Null(await desks.Invitations(grace).RevokeAsync(revoked.InvitationId, CancellationToken.None));

        await RunAsync(desks.Time.GetUtcNow().AddDays(31));

        await using var context = host.Contexts.CreateDbContext();
        Assert.NotNull((await context.Candidates.SingleAsync(row => row.Id == revoked.CandidateId)).AnonymisedAt);
        Assert.Null((await context.Candidates.SingleAsync(row => row.Id == expired.CandidateId)).AnonymisedAt);
        await RunAsync(expired.ExpiresAt.AddDays(30).AddSeconds(1));
        Assert.NotNull((await context.Candidates.AsNoTracking().SingleAsync(row => row.Id == expired.CandidateId)).AnonymisedAt);
    }

    [Fact]
    public async Task Preview_ThatNobodyEnded_GoesAfterADay_WithItsWorkAndItsPlan()
    {
        var desks = new HiringDesks(host);
        var grace = await desks.ManagerAsync();
        var assessment = await desks.BegunAsync(grace);
        var preview = await PreviewAsync(grace, assessment);
        await host.SubmissionAsync(preview.LearnerId);
        var begun = preview.CreatedAt;

        await RunAsync(begun.AddHours(23));
        Assert.True(await ThereAsync(preview));
        await RunAsync(begun.AddHours(25));

        Assert.False(await ThereAsync(preview));
        await using var context = host.Contexts.CreateDbContext();
        Assert.False(await context.Learners.AnyAsync(row => row.Id == preview.LearnerId));
        Assert.False(await context.Submissions.AnyAsync(row => row.LearnerId == preview.LearnerId));
        Assert.False(await context.AssessmentRevisions.AnyAsync(row => row.Id == preview.RevisionId));
        Assert.True(await context.Assessments.AnyAsync(row => row.Id == assessment));
    }

    [Fact]
    public async Task Assessment_ThatIsArchived_TakesItsPreviewsAlong_AndNoSittingOfACandidate()
    {
        var desks = new HiringDesks(host);
        var grace = await desks.ManagerAsync();
        var (assessment, other) = (await desks.PublishedAsync(grace), await desks.BegunAsync(grace));
        var (preview, kept) = (await PreviewAsync(grace, assessment), await PreviewAsync(grace, other));
        var candidate = await desks.SittingAsync((await desks.InvitedAsync(grace, assessment)).InvitationId, SittingStatus.Running, 60);

        Assert.Null((await desks.Plans(grace).ArchiveAsync(assessment, archived: true, CancellationToken.None)).Refusal);

        Assert.Equal((false, true), (await ThereAsync(preview), await ThereAsync(kept)));
        await using var context = host.Contexts.CreateDbContext();
        Assert.True(await context.Sittings.AnyAsync(row => row.Id == candidate));
        Assert.True(await context.AssessmentRevisions.AnyAsync(row => row.AssessmentId == assessment && row.Number == 1));
    }

    private async Task<Sitting> PreviewAsync(Manager manager, Guid assessment)
    {
        await using var context = host.Contexts.CreateDbContext();
        var (now, plan) = (TimeProvider.System.GetUtcNow(), await context.Assessments.Where(row => row.Id == assessment).Select(row => row.Plan).SingleAsync());
        var revision = new AssessmentRevision { Id = Guid.CreateVersion7(), AssessmentId = assessment, Number = -1, Name = "Backend", Plan = plan, PublishedAt = now };
        context.Add(revision);
        var sitting = Learning.Web.Features.Sittings.SittingMaking.Add(context, manager.Organisation, revision.Id, Learning.Web.Features.Assessments.PlanText.Read(plan), invitation: null, previewBy: manager.Person, now);
        await context.SaveChangesAsync();
        return sitting;
    }

    private async Task<bool> ThereAsync(Sitting sitting)
    {
        await using var context = host.Contexts.CreateDbContext();
        return await context.Sittings.AnyAsync(row => row.Id == sitting.Id);
    }

    private async Task RunAsync(DateTimeOffset now)
    {
        var time = new At(now);
        var audit = ActivatorUtilities.CreateInstance<Learning.Web.Features.Administration.AuditLog>(host.Services, time);
        using var anonymiser = ActivatorUtilities.CreateInstance<Anonymiser>(host.Services, time, ActivatorUtilities.CreateInstance<Anonymity>(host.Services, time, audit));
        await anonymiser.RunAsync(CancellationToken.None);
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
