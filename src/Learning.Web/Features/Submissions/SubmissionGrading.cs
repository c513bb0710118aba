using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Web.Data;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Submissions;

/// <summary>Grades one submission to its end. Here, and nowhere else, do our faults become a verdict.</summary>
internal sealed partial class SubmissionGrading(
    SubmissionLedger ledger, SubmissionFeed feed, Grader grader, ExerciseLibrary library, TimeProvider time, IOptions<GradingOptions> options, ILogger<SubmissionGrading> logger)
{
    /// <summary>True when it has to be graded again.</summary>
    public async Task<bool> GradeAsync(Guid id, CancellationToken stopping)
    {
        var submission = await ledger.ClaimAsync(id, stopping);
        if (submission is null)
            return false;
        await feed.PublishAsync(id);
        try
        {
            // A claim beyond the limit means that the server died under the earlier ones: do not let it die again.
            if (submission.Tries > options.Value.Tries)
                throw new InfrastructureException($"Given up after {submission.Tries - 1} tries.");
            var (report, bundle) = await RunAsync(submission, stopping);
            await ledger.CompleteAsync(id, report, bundle, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await ledger.ReleaseAsync(id, countTry: false, CancellationToken.None);
            throw;
        }
        catch (Exception fault)
        {
            Faulted(logger, fault, id, submission.Tries);
            if (submission.Tries < options.Value.Tries)
            {
                await ledger.ReleaseAsync(id, countTry: true, CancellationToken.None);
                return true;
            }

            await ledger.CompleteAsync(id, OurFault.Report(submission, time.GetUtcNow()), null, CancellationToken.None);
        }

        await feed.PublishAsync(id);
        return false;
    }

    private async Task<Graded> RunAsync(Submission submission, CancellationToken stopping)
    {
        var exercise = library.Find(submission.ExerciseSlug, submission.Variant)
            ?? throw new InfrastructureException($"Exercise {submission.ExerciseSlug}{(submission.Variant is { } number ? $" has no variant {number}, or" : "")} is not loaded.");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.DeadlineSeconds));
        var progress = new StageProgress(submission.Id, ledger, feed);
        var pump = progress.PumpAsync(deadline.Token);
        try
        {
            var mode = submission.Kind == SubmissionKind.Try ? GradeMode.Try : GradeMode.Submit;
            return await grader.GradeAsync(exercise, submission.Source, mode, progress, deadline.Token);
        }
        finally
        {
            progress.Complete();
            await pump;
        }
    }

    [LoggerMessage(LogLevel.Error, "Submission {Id} could not be graded, try {Try}")]
    private static partial void Faulted(ILogger logger, Exception fault, Guid id, int @try);
}
