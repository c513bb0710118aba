using System.Security.Claims;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Certificates;
using Learning.Web.Features.Discussions;
using Learning.Web.Features.Home;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Profile;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Learners;

/// <summary>Desks of several people over the real database, by a clock that the test moves.</summary>
internal sealed class LearnerDesks(AccountHost host)
{
    public Moving Time { get; } = new();

    public HomeDesk Home(Guid learner) => Make<HomeDesk>(learner, Learning(learner), Make<PageHandover>(learner), Time);

    public ProfileDesk Profile(Guid learner) => Make<ProfileDesk>(learner, Learning(learner), Make<PageHandover>(learner));

    public CertificateDesk Certificates(Guid learner) => Make<CertificateDesk>(learner, Learning(learner), Handover(learner), Time);

    public DiscussionDesk Discussions(Guid learner) => Make<DiscussionDesk>(learner, Time);

    public ModerationDesk Moderation(Guid person) => Make<ModerationDesk>(person, Time);

    public LearningDesk Learning(Guid learner) => Make<LearningDesk>(learner, Time);

    public PageHandover Handover(Guid learner) => Make<PageHandover>(learner);

    public async Task<Guid> PersonAsync(string name, params string[] roles) => (await host.RegisterAsync(name, roles)).Person.Id;

    public async Task<Guid> AnonymousAsync()
    {
        await using var context = host.Contexts.CreateDbContext();
        var row = new Learner { Id = Guid.CreateVersion7(), CreatedAt = Time.GetUtcNow() };
        context.Learners.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    public async Task<Guid> HandInAsync(Guid learner, string exercise, Verdict verdict, SubmissionStatus status = SubmissionStatus.Graded, bool withEvidence = true)
    {
        Time.Pass(TimeSpan.FromSeconds(1));
        var report = (verdict == Verdict.Passed ? SampleReports.IndexPasses() : SampleReports.OnePerPost()) with { Exercise = exercise, Verdict = verdict };
        await using var context = host.Contexts.CreateDbContext();
        var number = context.Submissions.Count(row => row.LearnerId == learner && row.ExerciseSlug == exercise) + 1;
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = exercise, Revision = "r", Kind = SubmissionKind.Submit, Number = number, Source = "class A;", Status = status, Verdict = verdict,
            Report = status == SubmissionStatus.Graded ? StoredJson.Write(report) : null, Progress = status == SubmissionStatus.Graded ? StoredJson.Write(report.Stages) : null,
            CreatedAt = Time.GetUtcNow(), GradedAt = Time.GetUtcNow(),
        };
        context.Submissions.Add(row);
        if (withEvidence && status == SubmissionStatus.Graded)
            context.Evidence.Add(new() { SubmissionId = row.Id, Engine = "1.2.3", Sha256 = new string('a', 64), Bundle = [1], StoredAt = Time.GetUtcNow() });
        await context.SaveChangesAsync();
        return row.Id;
    }

    public async Task ReadAsync(Guid learner, params IEnumerable<string> lessons)
    {
        await using var context = host.Contexts.CreateDbContext();
        context.LessonReads.AddRange(lessons.Select(lesson => new LessonRead { LearnerId = learner, Lesson = lesson, At = Time.GetUtcNow() }));
        await context.SaveChangesAsync();
    }

    /// <summary>All of a track but what is named.</summary>
    public async Task FinishAsync(Guid learner, string track, string? but = null, bool withEvidence = true)
    {
        var items = host.Services.GetRequiredService<LessonLibrary>().Find(track)!.Items;
        await ReadAsync(learner, items.Select(item => item.Lesson).OfType<string>().Where(lesson => lesson != but).Select(lesson => $"{track}/{lesson}"));
        foreach (var exercise in items.Select(item => item.Exercise).OfType<string>().Where(exercise => exercise != but))
            await HandInAsync(learner, exercise, Verdict.Passed, withEvidence: withEvidence);
    }

    private T Make<T>(Guid learner, params object[] with) => ActivatorUtilities.CreateInstance<T>(host.Services, [new CurrentLearner(new SignedIn(learner)), .. with]);

    private sealed class SignedIn(Guid learner) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, learner.ToString())], "test"))));
    }

    internal sealed class Moving : TimeProvider
    {
        private DateTimeOffset now = new(System.GetUtcNow().UtcDateTime.Date.AddDays(1).AddHours(9), TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Pass(TimeSpan time) => now += time;
    }
}
