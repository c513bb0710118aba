using System.Security.Claims;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Cohorts;
using Learning.Web.Features.Notifications;
using Learning.Web.Features.Reviews;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Reviews;

/// <summary>Desks of several people over the real database, by a clock that the test moves.</summary>
internal sealed class ReviewDesks(AccountHost host)
{
    public Clock Time { get; } = new();

    public IReviewDesk Mentor(Guid person)
    {
        var current = Current(person);
        return ActivatorUtilities.CreateInstance<ReviewDesk>(host.Services, new Mentors(current), ActivatorUtilities.CreateInstance<ReviewQueue>(host.Services, Time), ActivatorUtilities.CreateInstance<PageHandover>(host.Services, current), Time);
    }

    public ReviewRequestDesk Learner(Guid learner) => ActivatorUtilities.CreateInstance<ReviewRequestDesk>(host.Services, Current(learner), Time);

    public NotificationDesk Notifications(Guid learner) => ActivatorUtilities.CreateInstance<NotificationDesk>(host.Services, Current(learner), ActivatorUtilities.CreateInstance<PageHandover>(host.Services, Current(learner)), Time);

    public CohortDesk Cohorts(Guid person) => ActivatorUtilities.CreateInstance<CohortDesk>(host.Services, Current(person), new Mentors(Current(person)), Time);

    public Task SettleAsync() => ActivatorUtilities.CreateInstance<ReviewSettlement>(host.Services, Time).SettleAsync(CancellationToken.None);

    /// <summary>Somebody with an account and a role of the site, or none.</summary>
    public async Task<Guid> PersonAsync(string name, params string[] roles) => (await host.RegisterAsync(name, roles)).Person.Id;

    public async Task<Guid> GradedAsync(Guid learner, GradeReport? report = null, int number = 1, string source = "class A\n{\n}")
    {
        report ??= SampleReports.OnePerPost();
        await using var context = host.Contexts.CreateDbContext();
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = report.Exercise, Revision = "r", Kind = SubmissionKind.Submit, Number = number, Source = source,
            Status = SubmissionStatus.Graded, Verdict = report.Verdict, Report = StoredJson.Write(report), CreatedAt = Time.GetUtcNow(), GradedAt = Time.GetUtcNow(),
        };
        context.Submissions.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    /// <summary>The request's id.</summary>
    public async Task<Guid> AskAsync(Guid learner, Guid submission)
    {
        var subject = new ReviewSubject(submission, null);
        Assert.Null(await Learner(learner).AskAsync(subject, CancellationToken.None));
        return (await Learner(learner).FindAsync(subject, CancellationToken.None))!.Review!.Id;
    }

    public async Task<Guid> AskedAsync(string name = "Ada")
    {
        var learner = await PersonAsync(name);
        return await AskAsync(learner, await GradedAsync(learner));
    }

    public static CurrentLearner Current(Guid id) => new(new SignedIn(id));

    private sealed class SignedIn(Guid learner) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, learner.ToString())], "test"))));
    }

    /// <summary>Goes on only when told to. A day ahead, so that the host's own settlement, which goes by the real time, finds nothing due.</summary>
    internal sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = new(System.GetUtcNow().UtcDateTime.Date.AddDays(1).AddHours(9), TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Pass(TimeSpan time) => now += time;
    }
}
