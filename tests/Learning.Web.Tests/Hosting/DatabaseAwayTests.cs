using Learning.Web.Data;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Hosting;

/// <summary>The application database goes away under a grading and comes back, without a restart of the site.</summary>
public sealed class DatabaseAwayTests(LabHost host) : IClassFixture<LabHost>
{
    [Theory]
    [InlineData(SubmissionStatus.Queued)]
    [InlineData(SubmissionStatus.Running)] // it went away after the claim
    public async Task Submission_WhoseDatabaseWasAway_IsGradedWhenItAnswersAgain(SubmissionStatus left)
    {
        await using var context = host.Services.GetRequiredService<IDbContextFactory<LabContext>>().CreateDbContext();
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = TimeProvider.System.GetUtcNow() };
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner.Id, ExerciseSlug = "feed-n-plus-one", Revision = "r", Kind = SubmissionKind.Submit, Number = 1, Source = "class A;", Status = left, CreatedAt = learner.CreatedAt,
        };
        context.AddRange(learner, row);
        await context.SaveChangesAsync();
        await context.Database.ExecuteSqlRawAsync("ALTER TABLE submissions RENAME TO away");
        try
        {
            host.Services.GetRequiredService<SubmissionQueue>().Enqueue(learner.Id, row.Id);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        finally
        {
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE away RENAME TO submissions");
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await context.Submissions.AnyAsync(each => each.Id == row.Id && each.Status == SubmissionStatus.Graded, limit.Token))
            await Task.Delay(200, limit.Token);
    }
}
