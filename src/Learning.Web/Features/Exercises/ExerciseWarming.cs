using Learning.Grading;
using Learning.Grading.Exercises;

namespace Learning.Web.Features.Exercises;

/// <summary>Has a database made ready before somebody needs it, for an exercise or for the variant of it that is asked.</summary>
internal sealed partial class ExerciseWarming(ISandbox sandbox, ILogger<ExerciseWarming> logger)
{
    /// <summary>Null once one is ready; otherwise the error id, for who is to be told.</summary>
    public Task<string?> WarmAsync(Exercise exercise, CancellationToken cancellationToken) => TryAsync(exercise, sandbox.WarmAsync(exercise, cancellationToken));

    /// <summary>For later: builds what takes long, behind whoever waits.</summary>
    public Task<string?> BuildAsync(Exercise exercise, CancellationToken cancellationToken) => TryAsync(exercise, sandbox.BuildAsync(exercise, cancellationToken));

    private async Task<string?> TryAsync(Exercise exercise, Task made)
    {
        try
        {
            await made;
            return null;
        }
        catch (Exception error) when (error is InfrastructureException or IOException or UnauthorizedAccessException)
        {
            var id = Guid.NewGuid().ToString("N")[..12];
            NotReady(logger, error, exercise.Slug, id);
            return id;
        }
    }

    [LoggerMessage(LogLevel.Error, "No database could be made ready for {Exercise}, error id {ErrorId}")]
    private static partial void NotReady(ILogger logger, Exception error, string exercise, string errorId);
}
