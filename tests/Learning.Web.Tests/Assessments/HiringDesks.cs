using System.Security.Claims;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Candidates;
using Learning.Web.Hosting;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Reviews;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Assessments;

/// <summary>The real app with a mail server that is down.</summary>
public sealed class UnmailedHost : IDisposable
{
    internal AccountHost Host { get; } = new(builder =>
    {
        builder.UseSetting("Mail:Host", "127.0.0.1");
        builder.UseSetting("Mail:Port", MailServer.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture));
        builder.UseSetting("Mail:StartTls", "false");
        builder.UseSetting("Mail:From", "lab@lab.example");
        builder.UseSetting("Mail:SiteAddress", "https://lab.example/");
    });

    public void Dispose() => Host.Dispose();
}

internal sealed record Manager(Guid Person, Guid Organisation, Visitor Browser);

/// <summary>Desks of several hiring managers over the real database, by a clock that the test moves.</summary>
internal sealed class HiringDesks(AccountHost host)
{
    public static readonly Uri Site = new("http://localhost/");

    public ReviewDesks.Clock Time { get; } = new();

    public AssessmentDesk Assessments(Manager who) => ActivatorUtilities.CreateInstance<AssessmentDesk>(host.Services, Team(who), Time);

    public PlanDesk Plans(Manager who, TaskShelf? shelf = null)
    {
        shelf ??= host.Services.GetRequiredService<TaskShelf>();
        return ActivatorUtilities.CreateInstance<PlanDesk>(host.Services, Team(who), Time, shelf, new TaskFaults(shelf), ActivatorUtilities.CreateInstance<PageHandover>(host.Services, Current(who)));
    }

    public Inviting Inviting => ActivatorUtilities.CreateInstance<Inviting>(host.Services, Time);

    public InvitationDesk Invitations(Manager who) =>
        ActivatorUtilities.CreateInstance<InvitationDesk>(host.Services, Team(who), Time, Inviting, ActivatorUtilities.CreateInstance<StandingInvitations>(host.Services, Time));

    public CandidateDesk Candidates(Manager who) => ActivatorUtilities.CreateInstance<CandidateDesk>(host.Services, Team(who), Time);

    /// <summary>Somebody new who hires for an organisation: a new one, or that of another.</summary>
    public async Task<Manager> ManagerAsync(Manager? colleague = null)
    {
        var (browser, person) = await host.RegisterAsync("Grace");
        await using var context = host.Contexts.CreateDbContext();
        var organisation = colleague?.Organisation ?? Guid.CreateVersion7();
        if (colleague is null)
            context.Organisations.Add(new() { Id = organisation, Name = $"Shop {organisation:N}", CreatedAt = Time.GetUtcNow() });
        context.Memberships.Add(new() { OrganisationId = organisation, PersonId = person.Id, Role = Roles.HiringManager, Since = Time.GetUtcNow() });
        await context.SaveChangesAsync();
        return new(person.Id, organisation, browser);
    }

    public async Task<Guid> BegunAsync(Manager who, string template = "junior")
    {
        var (id, refusal) = await Assessments(who).BeginAsync(who.Organisation, template, CancellationToken.None);
        Assert.Null(refusal);
        return id!.Value;
    }

    public async Task<Guid> PublishedAsync(Manager who, Func<AssessmentPlan, AssessmentPlan>? change = null)
    {
        var id = await BegunAsync(who);
        var view = (await Plans(who).OpenAsync(id, CancellationToken.None))!;
        var saved = await Plans(who).SaveAsync(id, view.Name, change?.Invoke(view.Plan) ?? view.Plan, view.Version, CancellationToken.None);
        Assert.Null((await Plans(who).PublishAsync(id, saved.Kept!.Version, CancellationToken.None)).Refusal);
        return id;
    }

    public async Task<Invited> InvitedAsync(Manager who, Guid assessment, string? email = null)
    {
        var report = await Invitations(who).InviteAsync(assessment, new(email ?? $"{Guid.NewGuid():N}@shop.example", "Ada"), Site, CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.Null(report.Refusal);
        return Assert.Single(report.Invited);
    }

    /// <summary>The candidate presses the button of the start page.</summary>
    public async Task<Guid> SittingAsync(Guid invitation, SittingStatus status, int? allowed = null)
    {
        await using var context = host.Contexts.CreateDbContext();
        var row = context.Invitations.Single(each => each.Id == invitation);
        var candidate = context.Candidates.Single(each => each.Id == row.CandidateId);
        row.UsedAt = Time.GetUtcNow();
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = Time.GetUtcNow() };
        var sitting = new Sitting
        {
            Id = Guid.CreateVersion7(), OrganisationId = candidate.OrganisationId, RevisionId = row.RevisionId, InvitationId = invitation, LearnerId = learner.Id, Status = status, CreatedAt = Time.GetUtcNow(),
            StartedAt = status == SittingStatus.Accepted ? null : Time.GetUtcNow(), AllowedSeconds = allowed, HandedInAt = status == SittingStatus.HandedIn ? Time.GetUtcNow() : null, Seed = 1,
        };
        context.AddRange(learner, sitting);
        await context.SaveChangesAsync();
        return sitting.Id;
    }

    private static HiringTeam Team(Manager who) => new(Current(who));

    private static CurrentLearner Current(Manager who) => new(new SignedIn(who.Person));

    private sealed class SignedIn(Guid person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.ToString())], "test"))));
    }
}
