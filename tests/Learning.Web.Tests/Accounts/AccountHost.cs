using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
