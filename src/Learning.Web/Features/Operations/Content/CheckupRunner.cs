using System.Data.Common;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Operations.Content;

/// <summary>Proves exercises and their variants inside of the site, one at a time, and each answer only while no learner's hand-in waits or runs.</summary>
internal sealed partial class CheckupRunner(CheckupLedger ledger, Grader grader, ExerciseLibrary library, TimeProvider time, ILogger<CheckupRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim bell = new(0);

    /// <summary>Something was asked for.</summary>
    public void Ring() => bell.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                while (await ledger.NextAsync(stoppingToken) is { } next)
                    await RunAsync(next, stoppingToken);
            }
            catch (Exception error) when (error is DbException or DbUpdateException or InvalidOperationException)
            {
                Postponed(logger, error); // the database is away; the row still waits
            }
            await bell.WaitAsync(Round, stoppingToken);
        }
    }

    private async Task RunAsync(Checkup checkup, CancellationToken cancellationToken)
    {
        if (library.Find(checkup.Slug)?.Revision != checkup.Revision || library.Find(checkup.Slug, checkup.Variant) is not { } exercise)
        {
            await ledger.FailAsync(checkup.Id, "The exercise is not here any more in the revision that was asked about. Ask again.", cancellationToken);
            return;
        }
        await ledger.BeginAsync(checkup.Id, cancellationToken);
        List<ProvedAnswer> answers = [];
        try
        {
            foreach (var declared in checkup.Variant is null ? exercise.Declared() : exercise.Representatives())
            {
                while (await ledger.LearnersWaitAsync(checkup.Variant is not null, cancellationToken))
                    await Task.Delay(Look, time, cancellationToken);
                answers.Add(await grader.ProveAsync(exercise, declared, cancellationToken));
                await ledger.SaveAsync(checkup.Id, answers, cancellationToken);
            }
            await ledger.EndAsync(checkup.Id, answers.TrueForAll(answer => answer.Landed), cancellationToken);
        }
        catch (Exception error) when (error is InfrastructureException or IOException)
        {
            Failed(logger, error, checkup.Slug);
            await ledger.FailAsync(checkup.Id, error.Message, cancellationToken);
        }
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "The checkup of {Slug} could not be done")]
    private static partial void Failed(ILogger logger, Exception error, string slug);

    [LoggerMessage(LogLevel.Warning, "Checkups wait until the database answers again")]
    private static partial void Postponed(ILogger logger, Exception error);
}
