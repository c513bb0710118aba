using System.Data.Common;
using Learning.Grading.Exercises;
using Learning.Sandbox.Health;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Demo;

/// <summary>
/// At the first start on a development machine, gives the demo people a past: hand-ins that the engine really grades, one after the other and never while
/// somebody else's waits. In Development only; once it is whole it is never made again.
/// </summary>
internal sealed partial class DemoHistory(
    DemoPeople people, IOptions<AccountOptions> options, IDbContextFactory<LabContext> contexts, DemoHandIns handIns, DemoRecords records, ExerciseLibrary library, SandboxHealth sandbox,
    AuditLog audit, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DemoHistory> logger) : BackgroundService
{
    /// <summary>The first pages are somebody's, and come first.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!people.AreAllowed || !options.Value.DemoHistory)
            return;
        try
        {
            await StartedAsync(stoppingToken);
            await Task.Delay(Patience, time, stoppingToken);
            await MakeAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the next start goes on where this one was
        }
        catch (Exception error) when (error is DbException or DbUpdateException or InvalidOperationException)
        {
            Failed(logger, error);
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await context.AuditEntries.AnyAsync(entry => entry.Action == AuditActions.DemoHistoryMade, cancellationToken))
                return;
        }
        var began = time.GetTimestamp();
        var who = await records.PeopleAsync(cancellationToken);
        await records.BeginAsync(who, cancellationToken);
        var graded = 0;
        foreach (var step in DemoStory.Steps)
        {
            if (library.Find(step.Exercise) is not { } exercise || Source(exercise, step.Answer) is not { } source)
                continue;
            if (await Task.Run(() => sandbox.Refusal(exercise.Language), cancellationToken) is { } refusal)
            {
                Skipped(logger, step.Exercise, refusal);
                continue;
            }
            var submission = await handIns.GradedAsync(who[step.Who], exercise, source, TimeSpan.FromHours(step.At), cancellationToken);
            graded++;
            if (submission is { } id)
                await records.ReviewAsync(who, step, id, cancellationToken);
        }
        if (graded < DemoStory.Steps.Count)
            return; // what was skipped is made at a start that can
        await audit.WriteAsync(AuditActions.DemoHistoryMade, actor: null, subject: null, detail: null, cancellationToken);
        Made(logger, graded, (int)time.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Without the comment that says what it is there to prove.</summary>
    private static string? Source(Exercise exercise, string answer) => answer == "starter" ? exercise.Starter.Text
        : exercise.Attempts.FirstOrDefault(each => Path.GetFileNameWithoutExtension(each.Name) == answer) is not { } found ? null
        : string.Join('\n', found.Source.Split('\n').SkipWhile(line => line.StartsWith("--", StringComparison.Ordinal) || line.StartsWith("//", StringComparison.Ordinal) || line.Length == 0));

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Demo history: {Count} hand-ins graded in {Seconds} s")]
    private static partial void Made(ILogger logger, int count, int seconds);

    [LoggerMessage(LogLevel.Warning, "Demo history: {Exercise} is left out, since nothing can be run: {Why}")]
    private static partial void Skipped(ILogger logger, string exercise, string why);

    [LoggerMessage(LogLevel.Warning, "Demo history was not finished; the next start goes on with it")]
    private static partial void Failed(ILogger logger, Exception error);
}

internal static class DemoRegistration
{
    public static void AddDemoHistory(this IServiceCollection services)
    {
        services.AddSingleton<DemoHandIns>();
        services.AddSingleton<DemoRecords>();
        services.AddHostedService<DemoHistory>();
    }
}
