using System.Data.Common;
using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>Builds the databases of a candidate's own variants while the candidate still practises, so that nobody's clock, and nobody else's wait, pays for it.</summary>
internal sealed partial class SittingWarming(
    IDbContextFactory<LabContext> contexts, ExerciseLibrary library, ExerciseWarming warming, IHostApplicationLifetime lifetime, ILogger<SittingWarming> logger)
{
    /// <summary>Returns at once. What is not ready in time is built when its task is opened, as ever.</summary>
    public void Begin(Guid sitting) => _ = Task.Run(() => WarmAsync(sitting, lifetime.ApplicationStopping));

    private async Task WarmAsync(Guid sitting, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            foreach (var task in await context.SittingTasks.AsNoTracking().Where(row => row.SittingId == sitting).OrderBy(row => row.Position).ToListAsync(cancellationToken))
            {
                if (library.Find(task.Slug, (int?)task.Variant) is { } exercise)
                    await warming.BuildAsync(exercise, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // closing down
        }
        catch (DbException error)
        {
            NotRead(logger, error, sitting);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The tasks of sitting {Sitting} could not be read, so their databases are built when they are opened")]
    private static partial void NotRead(ILogger logger, Exception error, Guid sitting);
}
