using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Learning.Web.Tests.Accounts;

/// <summary>The real app for tests about people: with an administrator of its own, and room for more tries than one address has.</summary>
public sealed class AccountHost : IAsyncDisposable, IDisposable
{
    public const string AdministratorEmail = "root@lab.example";
    public const string Password = "correct horse battery";

    private readonly LabHost _whole = new();
    private readonly WebApplicationFactory<Program> _host;

    public AccountHost()
        : this(_ => { })
    {
    }

    internal AccountHost(Action<IWebHostBuilder> settings) => _host = _whole.WithWebHostBuilder(builder =>
    {
        builder.UseSetting("Accounts:DemoPeople", "false");
        builder.UseSetting("Accounts:Administrator:Email", AdministratorEmail);
        builder.UseSetting("Accounts:Administrator:Password", Password);
        builder.UseSetting("Accounts:TriesPerAddress", "100000");
        builder.UseSetting("Accounts:TriesPerName", "1000");
        settings(builder);
    });

    public IServiceProvider Services => _host.Services;

    internal IDbContextFactory<LabContext> Contexts => Services.GetRequiredService<IDbContextFactory<LabContext>>();

    internal Visitor Visit() => new(_host.CreateClient(new() { AllowAutoRedirect = false }));

    internal async Task<Visitor> SignInAsync(string email, string password = Password)
    {
        var visitor = Visit();
        var answer = await visitor.SendAsync("/account/sign-in", "sign-in", ("Input.Email", email), ("Input.Password", password));
        Assert.Equal("/", Visitor.Goal(answer));
        return visitor;
    }

    /// <summary>Somebody new, and the browser that they registered in.</summary>
    internal async Task<(Visitor Visitor, Person Person)> RegisterAsync(string name = "Ada", params string[] roles)
    {
        var (visitor, email) = (Visit(), $"{Guid.NewGuid():N}@lab.example");
        var answer = await visitor.RegisterAsync(name, email);
        Assert.Equal("/", Visitor.Goal(answer));
        await using var context = Contexts.CreateDbContext();
        var person = await context.People.SingleAsync(each => each.Email == email);
        context.AddRange(roles.Select(role => new PersonRole { PersonId = person.Id, Role = role }));
        await context.SaveChangesAsync();
        return (visitor, person);
    }

    internal async Task<Guid> SubmissionAsync(Guid learner, int? number = 1, string source = "class A;", SubmissionStatus status = SubmissionStatus.Graded)
    {
        await using var context = Contexts.CreateDbContext();
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = "feed-n-plus-one", Revision = "r", Kind = SubmissionKind.Submit, Number = number, Source = source,
            Status = status, CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        context.Submissions.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    internal async Task<Guid> CohortAsync(Guid mentor)
    {
        await using var context = Contexts.CreateDbContext();
        var row = new Cohort { Id = Guid.CreateVersion7(), MentorId = mentor, Name = "Theirs", JoinCode = Guid.NewGuid().ToString("N"), CreatedAt = TimeProvider.System.GetUtcNow() };
        context.Cohorts.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    /// <summary>An assessment and a candidate of an organisation that this person hires for from now on.</summary>
    internal async Task<(Guid Assessment, Guid Candidate)> HiringAsync(Guid person)
    {
        var (now, organisation) = (TimeProvider.System.GetUtcNow(), Guid.CreateVersion7());
        await using var context = Contexts.CreateDbContext();
        context.Organisations.Add(new() { Id = organisation, Name = $"Shop {organisation:N}", CreatedAt = now });
        context.Memberships.Add(new() { OrganisationId = organisation, PersonId = person, Role = Roles.HiringManager, Since = now });
        var assessment = new Assessment { Id = Guid.CreateVersion7(), OrganisationId = organisation, Name = "Backend", Plan = PlanText.Write(new() { Minutes = 60, Tasks = [] }), CreatedAt = now, UpdatedAt = now };
        var candidate = new Candidate { Id = Guid.CreateVersion7(), OrganisationId = organisation, Code = "7F3A", Email = "ada@shop.example", CreatedAt = now };
        context.AddRange(assessment, candidate);
        await context.SaveChangesAsync();
        return (assessment.Id, candidate.Id);
    }

    /// <summary>A sitting of somebody who was invited, with its clock not begun.</summary>
    internal async Task<Sitting> SittingAsync(Action<Sitting>? change = null, AssessmentPlan? plan = null, decimal factor = 1)
    {
        await using var context = Contexts.CreateDbContext();
        var now = TimeProvider.System.GetUtcNow();
        plan ??= new() { Minutes = 60, Tasks = [new() { Kind = TaskKind.Exercise, Slug = "feed-n-plus-one", Weight = 10, Minutes = 20 }] };
        var organisation = new Organisation { Id = Guid.CreateVersion7(), Name = $"Shop {Guid.NewGuid():N}", CreatedAt = now };
        var assessment = new Assessment { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id, Name = "Backend", Plan = JsonSerializer.Serialize(plan), CreatedAt = now, UpdatedAt = now };
        var revision = new AssessmentRevision { Id = Guid.CreateVersion7(), AssessmentId = assessment.Id, Number = 1, Name = "Backend", Plan = assessment.Plan, PublishedAt = now };
        var candidate = new Candidate { Id = Guid.CreateVersion7(), OrganisationId = organisation.Id, Code = "7F3A", Email = "candidate@shop.example", TimeFactor = factor, CreatedAt = now };
        var invitation = new Invitation { Id = Guid.CreateVersion7(), CandidateId = candidate.Id, RevisionId = revision.Id, TokenHash = RandomNumberGenerator.GetBytes(32), CreatedAt = now, ExpiresAt = now.AddDays(14), UsedAt = now };
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = now };
        var sitting = new Sitting
        {
            Id = Guid.CreateVersion7(), OrganisationId = organisation.Id, RevisionId = revision.Id, InvitationId = invitation.Id, LearnerId = learner.Id, Status = SittingStatus.Accepted, CreatedAt = now, Seed = 7,
        };
        change?.Invoke(sitting);
        context.AddRange(organisation, assessment, revision, candidate, invitation, learner, sitting);
        context.SittingTasks.AddRange(plan.Tasks.Select((task, index) => new SittingTask { SittingId = sitting.Id, Position = index + 1, Slug = task.Slug, Variant = task.Kind == TaskKind.Incident ? 7 : task.Variants is null ? null : 1 }));
        await context.SaveChangesAsync();
        return sitting;
    }

    /// <summary>The browser in which it is taken; it may be a person's too.</summary>
    internal Visitor Sit(Sitting sitting)
    {
        var container = new CookieContainer();
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Seat.Scheme);
        var ticket = new AuthenticationTicket(Seat.Of(sitting), new() { IssuedUtc = TimeProvider.System.GetUtcNow(), ExpiresUtc = TimeProvider.System.GetUtcNow().AddDays(1) }, Seat.Scheme);
        container.Add(new Uri("http://localhost"), new Cookie(Seat.Scheme, options.TicketDataFormat.Protect(ticket)));
        return new(_host.CreateDefaultClient(new Uri("http://localhost"), new CookieContainerHandler(container)));
    }

    /// <summary>A lab that is over.</summary>
    internal async Task<Guid> LabAsync(Guid learner, string why)
    {
        await using var context = Contexts.CreateDbContext();
        var row = new IncidentSession
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, Slug = "the-rollback-that-did-not-help", Revision = "r", Seed = 1, Status = IncidentStatus.Ended, CreatedAt = TimeProvider.System.GetUtcNow(), Why = why,
        };
        context.IncidentSessions.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _whole.DisposeAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
