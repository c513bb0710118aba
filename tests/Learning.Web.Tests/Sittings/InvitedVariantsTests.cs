using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Sittings;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Web.Tests.Sittings;

/// <summary>What an invitation draws is built before its candidate comes.</summary>
public sealed class InvitedVariantsTests(AccountHost host) : IClassFixture<AccountHost>
{
    private static readonly AssessmentPlan Plan = new()
    {
        Minutes = 60,
        Tasks =
        [
            new() { Kind = TaskKind.Exercise, Slug = "feed-n-plus-one", Weight = 10, Minutes = 20, Variants = 40 },
            new() { Kind = TaskKind.Exercise, Slug = "transactions-by-category", Weight = 10, Minutes = 20, Variants = 40 },
            new() { Kind = TaskKind.Exercise, Slug = "deep-pages", Weight = 10, Minutes = 20 },
        ],
    };

    [Fact]
    public async Task Invitations_ThatAreOpen_HaveWhatTheyWillDrawBuilt_FirstTasksFirst_AndOnce()
    {
        await InvitedAsync();
        await using (var context = host.Contexts.CreateDbContext())
            await context.Invitations.ExecuteUpdateAsync(row => row.SetProperty(each => each.RevokedAt, TimeProvider.System.GetUtcNow()));
        var open = await InvitedAsync();
        var sandbox = new Built();
        using var variants = ActivatorUtilities.CreateInstance<InvitedVariants>(host.Services, new ExerciseWarming(sandbox, NullLogger<ExerciseWarming>.Instance));

        await variants.BuildAsync(CancellationToken.None);
        await variants.BuildAsync(CancellationToken.None);

        Assert.Equal(Drawn(open), sandbox.Revisions);
        Assert.Equal(new InvitedFigures(2, 2), variants.Figures);
    }

    [Fact]
    public async Task Sitting_OfAnInvitation_HasWhatItsInvitationDrew()
    {
        var invitation = await InvitedAsync();
        await using var context = host.Contexts.CreateDbContext();
        var row = await context.Invitations.Include(each => each.Revision!.Assessment).SingleAsync(each => each.Id == invitation);

        var sitting = SittingMaking.Add(context, row.Revision!.Assessment!.OrganisationId, row.RevisionId, Plan, invitation, null, TimeProvider.System.GetUtcNow());

        var library = host.Services.GetRequiredService<ExerciseLibrary>();
        var tasks = context.ChangeTracker.Entries<SittingTask>().Select(entry => entry.Entity).Where(task => task.SittingId == sitting.Id && task.Variant is not null).OrderBy(task => task.Position);
        Assert.Equal(Drawn(invitation), tasks.Select(task => library.Find(task.Slug, (int?)task.Variant)!.Revision));
    }

    private IEnumerable<string> Drawn(Guid invitation) => Plan.Tasks.Take(2).Select((task, index) =>
        host.Services.GetRequiredService<ExerciseLibrary>().Find(task.Slug, (int?)SittingMaking.Drawn(task, SittingDraw.SeedOf(invitation), index + 1))!.Revision);

    /// <summary>An invitation that nobody has used yet.</summary>
    private async Task<Guid> InvitedAsync()
    {
        var sitting = await host.SittingAsync(plan: Plan);
        await using var context = host.Contexts.CreateDbContext();
        await context.Learners.Where(row => row.Id == sitting.LearnerId).ExecuteDeleteAsync();
        await context.Invitations.Where(row => row.Id == sitting.InvitationId).ExecuteUpdateAsync(row => row
            .SetProperty(each => each.UsedAt, (DateTimeOffset?)null).SetProperty(each => each.RevokedAt, (DateTimeOffset?)null).SetProperty(each => each.ExpiresAt, TimeProvider.System.GetUtcNow().AddDays(1)));
        return sitting.InvitationId!.Value;
    }

    private sealed class Built : ISandbox
    {
        public List<string> Revisions { get; } = [];

        public Task<IAttempt> OpenAsync(Exercise exercise, string source, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task BuildAsync(Exercise exercise, CancellationToken cancellationToken)
        {
            Revisions.Add(exercise.Revision);
            return Task.CompletedTask;
        }

        public Task WarmAsync(Exercise exercise, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
