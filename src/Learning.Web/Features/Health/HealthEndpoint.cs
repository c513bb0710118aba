using Learning.Grading.Exercises;
using Learning.Sandbox.Health;
using Learning.Web.Data;
using Learning.Web.Features.Lessons;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Health;

/// <summary>What works and what does not, as JSON for a person or a probe. 503 when pages cannot be served.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", async (
        IDbContextFactory<LabContext> contexts, ExerciseLibrary library, LessonLibrary lessons, SandboxHealth health, CancellationToken cancellationToken) =>
    {
        var (database, pending) = await DatabaseAsync(contexts, cancellationToken);
        var report = new
        {
            database,
            pendingMigrations = pending,
            exercises = library.Exercises.Count,
            tracks = lessons.Tracks.Count,
            brokenLessons = lessons.Problems,
            sandbox = Sandbox(await Task.Run(() => health.Current, cancellationToken)),
            broken = library.Problems.Select(problem => problem.ToString()),
        };
        return Results.Json(report, statusCode: database == "ok" && pending.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }).AllowAnonymous();

    /// <summary>Where untrusted work stands. Pages are served without it, and so it is no reason for a 503.</summary>
    private static object Sandbox(HealthReport found) => new
    {
        csharp = found.CSharpRefusal ?? "ok",
        sql = found.SqlRefusal ?? "ok",
        items = found.Items.Select(item => new { item.Name, state = item.State.ToString().ToLowerInvariant(), item.Says }),
    };

    private static async Task<(string State, IReadOnlyList<string> Pending)> DatabaseAsync(IDbContextFactory<LabContext> contexts, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return ("ok", [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)]);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            return ("does not answer", []);
        }
    }
}
