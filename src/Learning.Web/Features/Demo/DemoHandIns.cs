using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Demo;

/// <summary>Hands in as the pages do, behind everybody, waits for the report, and moves the row's times into the past. The report keeps its own.</summary>
internal sealed class DemoHandIns(IDbContextFactory<LabContext> contexts, SubmissionQueue queue, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>The submission, made now or by an earlier start; null when it could not be graded.</summary>
    public async Task<Guid?> GradedAsync(Guid learner, Exercise exercise, string source, TimeSpan ago, CancellationToken cancellationToken)
    {
        var id = await ThereAsync(learner, exercise, source, cancellationToken);
        while (id is null)
        {
            await QuietAsync(cancellationToken);
            id = await HandInAsync(learner, exercise, source, cancellationToken);
        }
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await context.Submissions.AsNoTracking().Where(each => each.Id == id).Select(each => new { each.Status, each.CreatedAt }).FirstOrDefaultAsync(cancellationToken);
            if (row is null or { Status: SubmissionStatus.Failed })
                return null;
            if (row.Status == SubmissionStatus.Graded)
            {
                if (time.GetUtcNow() - row.CreatedAt < ago - TimeSpan.FromMinutes(30))
                    await MoveAsync(context, id.Value, time.GetUtcNow() - ago - row.CreatedAt, cancellationToken);
                return id;
            }
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task<Guid?> ThereAsync(Guid learner, Exercise exercise, string source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Submissions.Where(row => row.LearnerId == learner && row.ExerciseSlug == exercise.Slug && row.Source == source && row.Kind == SubmissionKind.Submit && row.Status != SubmissionStatus.Failed)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Returns when nobody waits and nothing runs.</summary>
    private async Task QuietAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await context.Submissions.AnyAsync(row => row.Status == SubmissionStatus.Queued || row.Status == SubmissionStatus.Running, cancellationToken))
                return;
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task<Guid?> HandInAsync(Guid learner, Exercise exercise, string source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await context.Submissions.Where(row => row.LearnerId == learner && row.ExerciseSlug == exercise.Slug).MaxAsync(row => row.Number, cancellationToken) ?? 0;
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = exercise.Slug, Revision = exercise.Revision, Kind = SubmissionKind.Submit, Number = last + 1, Source = source, CreatedAt = time.GetUtcNow(),
        };
        context.Submissions.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null; // somebody signed in as this demo person was quicker
        }
        queue.Enqueue(learner, row.Id);
        return row.Id;
    }

    private static Task<int> MoveAsync(LabContext context, Guid id, TimeSpan by, CancellationToken cancellationToken) => context.Database.ExecuteSqlAsync(
        $"UPDATE submissions SET created_at = created_at + {by}, started_at = started_at + {by}, graded_at = graded_at + {by} WHERE id = {id}", cancellationToken);
}
