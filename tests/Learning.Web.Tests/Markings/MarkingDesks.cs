using System.Security.Claims;
using System.Text.Json;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Markings;
using Learning.Web.Features.Markings.Appeals;
using Learning.Web.Features.Markings.Comparison;
using Learning.Web.Features.Markings.Replay;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Features.Markings.Scoring;
using Learning.Web.Features.Markings.Signals;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Markings;

/// <summary>Organisations with people who mark, candidates who have handed in, and the desks of each over the real database.</summary>
internal sealed class MarkingDesks(AccountHost host)
{
    private static readonly string[] Levels = ["nothing", "a trace", "in part", "well", "whole"];

    public static readonly AssessmentPlan Plan = new()
    {
        Minutes = 60, RetentionDays = 180,
        Tasks = [new() { Kind = TaskKind.Exercise, Slug = "feed-n-plus-one", Weight = 60, Minutes = 30 }],
        Rubric = [new("cause", "Finds the cause", Levels), new("proof", "Explains with evidence", Levels)],
    };

    public MarkingDesk Marking(Guid person) => new(host.Contexts, new(Current(person)), host.Services.GetRequiredService<Learning.Web.Features.Integrations.HiringEvents>(), Audit, TimeProvider.System);

    public SittingDesk Sittings(Guid person) => ActivatorUtilities.CreateInstance<SittingDesk>(host.Services, new Markers(Current(person)), Marking(person), Handover(person));

    public CandidatesDesk Candidates(Guid person) => ActivatorUtilities.CreateInstance<CandidatesDesk>(host.Services, new HiringTeam(Current(person)), new Markers(Current(person)), Handover(person));

    public AlikeDesk Alike(Guid person) => ActivatorUtilities.CreateInstance<AlikeDesk>(host.Services, new Markers(Current(person)), Handover(person));

    public ReplayDesk Replay(Guid person) => ActivatorUtilities.CreateInstance<ReplayDesk>(host.Services, new Markers(Current(person)), Handover(person));

    private PageHandover Handover(Guid person) => ActivatorUtilities.CreateInstance<PageHandover>(host.Services, Current(person));

    public AppealDesk Appeals(Guid person) => ActivatorUtilities.CreateInstance<AppealDesk>(host.Services, new Markers(Current(person)), Audit);

    private Learning.Web.Features.Administration.AuditLog Audit => ActivatorUtilities.CreateInstance<Learning.Web.Features.Administration.AuditLog>(host.Services);

    public async Task<Guid> OrganisationAsync()
    {
        await using var context = host.Contexts.CreateDbContext();
        var row = new Organisation { Id = Guid.CreateVersion7(), Name = $"Shop {Guid.NewGuid():N}", CreatedAt = TimeProvider.System.GetUtcNow() };
        context.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    public async Task<(Visitor Visitor, Guid Id)> MemberAsync(Guid organisation, string role = Roles.HiringManager, string name = "Grace")
    {
        var (visitor, person) = await host.RegisterAsync(name);
        await using var context = host.Contexts.CreateDbContext();
        context.Memberships.Add(new() { OrganisationId = organisation, PersonId = person.Id, Role = role, Since = TimeProvider.System.GetUtcNow() });
        await context.SaveChangesAsync();
        return (visitor, person.Id);
    }

    public async Task<Guid> AssessmentAsync(Guid organisation, AssessmentPlan? plan = null)
    {
        await using var context = host.Contexts.CreateDbContext();
        var now = TimeProvider.System.GetUtcNow();
        var row = new Assessment { Id = Guid.CreateVersion7(), OrganisationId = organisation, Name = "Backend", Plan = JsonSerializer.Serialize(plan ?? Plan), CreatedAt = now, UpdatedAt = now };
        context.AddRange(row, new AssessmentRevision { Id = Guid.CreateVersion7(), AssessmentId = row.Id, Number = 1, Name = "Backend", Plan = row.Plan, PublishedAt = now });
        await context.SaveChangesAsync();
        return row.Id;
    }

    /// <summary>A candidate whose hand-in of the only task is graded. <paramref name="allowed"/>: seconds, with a factor of their own in it.</summary>
    public async Task<Sitting> HandedInAsync(Guid assessment, string code, GradeReport? report = null, string source = "class A;", decimal points = 60, string? name = null, int allowed = 3600, SittingStatus status = SittingStatus.HandedIn)
    {
        await using var context = host.Contexts.CreateDbContext();
        var now = TimeProvider.System.GetUtcNow();
        var revision = await context.AssessmentRevisions.Include(row => row.Assessment).FirstAsync(row => row.AssessmentId == assessment);
        report ??= SampleReports.OnePerPost();
        var candidate = new Candidate { Id = Guid.CreateVersion7(), OrganisationId = revision.Assessment!.OrganisationId, Code = code, Email = $"{Guid.NewGuid():N}@candidates.example", Name = name ?? $"Name of {code}", CreatedAt = now };
        var invitation = new Invitation { Id = Guid.CreateVersion7(), CandidateId = candidate.Id, RevisionId = revision.Id, TokenHash = Guid.NewGuid().ToByteArray(), CreatedAt = now, ExpiresAt = now.AddDays(14), UsedAt = now };
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = now };
        var submission = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner.Id, ExerciseSlug = "feed-n-plus-one", Revision = "r", Kind = SubmissionKind.Submit, Number = 1, Source = source, Status = SubmissionStatus.Graded,
            Verdict = report.Verdict, Report = StoredJson.Write(report), CreatedAt = now.AddMinutes(-10), GradedAt = now.AddMinutes(-9),
        };
        var sitting = new Sitting
        {
            Id = Guid.CreateVersion7(), OrganisationId = candidate.OrganisationId, RevisionId = revision.Id, InvitationId = invitation.Id, LearnerId = learner.Id, Status = status, CreatedAt = now.AddHours(-1), StartedAt = now.AddMinutes(-40),
            AllowedSeconds = allowed, TasksClosedAt = status == SittingStatus.HandedIn ? now : null, HandedInAt = status == SittingStatus.HandedIn ? now : null, EndedBy = SittingEnd.Candidate, Seed = 7,
        };
        context.AddRange(candidate, invitation, learner, submission, sitting, new SittingTask
        {
            SittingId = sitting.Id, Position = 1, Slug = "feed-n-plus-one", SubmissionId = submission.Id, Points = points, Breakdown = """[{"text":"Correct: 3 of 3","points":30,"of":30}]""",
        });
        await context.SaveChangesAsync();
        return sitting;
    }

    /// <summary>Scores both rows and signs.</summary>
    public async Task SignAsync(Guid person, Guid sitting, int cause, int proof, string note = "")
    {
        var desk = Marking(person);
        Assert.Null((await desk.ScoreAsync(sitting, null, "cause", new(cause, note), CancellationToken.None)).Refusal);
        Assert.Null((await desk.ScoreAsync(sitting, 1, "proof", new(proof), CancellationToken.None)).Refusal);
        Assert.Null((await desk.SignAsync(sitting, 2, CancellationToken.None)).Refusal);
    }

    private static CurrentLearner Current(Guid id) => new(new SignedIn(id));

    private sealed class SignedIn(Guid learner) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, learner.ToString())], "test"))));
    }
}
