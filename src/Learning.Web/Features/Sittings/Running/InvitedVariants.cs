using Learning.Grading.Exercises;
using Learning.Sandbox;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Operations.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>How many databases of invited candidates' variants are built, of how many that there will be room for.</summary>
internal sealed record InvitedFigures(int Built, int Of);

/// <summary>
/// Builds the databases of the variants that invited candidates will draw, before they come and while nobody's hand-in waits: a crowd that begins together would else
/// stand in line for them. What is not ready in time is built when it is needed.
/// </summary>
internal sealed partial class InvitedVariants(
    IDbContextFactory<LabContext> contexts, ExerciseLibrary library, ExerciseWarming warming, CheckupLedger ledger, IOptions<SandboxOptions> sandbox, TimeProvider time, ILogger<InvitedVariants> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Round = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim bell = new(0);
    private readonly HashSet<string> built = new(StringComparer.Ordinal);

    public InvitedFigures Figures { get; private set; } = new(0, 0);

    /// <summary>Somebody was invited.</summary>
    public void Ring() => bell.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (sandbox.Value.VariantsAhead)
        {
            try
            {
                await BuildAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Postponed(logger, error); // the database is away, most likely; nothing that is wrong in one row may end the site
            }
            await bell.WaitAsync(Round, stoppingToken);
            while (bell.Wait(0, CancellationToken.None))
            {
                // Invitations of one order ring once each.
            }
        }
    }

    internal async Task BuildAsync(CancellationToken cancellationToken)
    {
        var wanted = await WantedAsync(cancellationToken);
        Say(wanted);
        foreach (var exercise in wanted.Where(each => !built.Contains(each.Revision)))
        {
            while (await ledger.HeldByAsync(behindSittings: false, cancellationToken) is not null)
                await Task.Delay(Look, time, cancellationToken);
            if (await warming.BuildAsync(exercise, cancellationToken) is null)
                built.Add(exercise.Revision);
            Say(wanted);
        }
    }

    /// <summary>Of who was invited first the first task first, as many as are kept.</summary>
    private async Task<IReadOnlyList<Exercise>> WantedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var invited = await context.Invitations.AsNoTracking().Where(row => row.UsedAt == null && row.RevokedAt == null && row.ExpiresAt > now).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => new { row.Id, row.Revision!.Plan }).Take(Inviting.MostAtOnce).ToListAsync(cancellationToken);
        return [.. invited.SelectMany(row => Drawn(row.Id, PlanText.Read(row.Plan))).OrderBy(each => each.Position)
            .Select(each => library.Find(each.Slug, each.Variant)).OfType<Exercise>().DistinctBy(each => each.Revision, StringComparer.Ordinal).Take(sandbox.Value.VariantTemplates)];
    }

    private static IEnumerable<(int Position, string Slug, int Variant)> Drawn(Guid invitation, AssessmentPlan plan) => plan.Tasks
        .Select((task, index) => (Position: index + 1, task.Slug, Variant: task is { Kind: TaskKind.Exercise, Variants: > 0 } ? (int?)SittingMaking.Drawn(task, SittingDraw.SeedOf(invitation), index + 1) : null))
        .Where(each => each.Variant is not null).Select(each => (each.Position, each.Slug, each.Variant!.Value));

    private void Say(IReadOnlyList<Exercise> wanted) => Figures = new(wanted.Count(each => built.Contains(each.Revision)), wanted.Count);

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "Databases for invited candidates wait until the application's database answers again")]
    private static partial void Postponed(ILogger logger, Exception error);
}
