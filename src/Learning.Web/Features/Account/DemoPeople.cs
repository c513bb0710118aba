using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Account;

/// <summary>A demo person, as the sign-in page offers them.</summary>
internal sealed record DemoPerson(string Name, string Email, string Password, string Role);

/// <summary>
/// People of every role for a development machine, so that each page can be looked at. Their passwords are no secret, and so nobody of them
/// can sign in anywhere else, even on a database that was once used for development.
/// </summary>
internal sealed class DemoPeople(IHostEnvironment environment, IOptions<AccountOptions> options, IServiceScopeFactory scopes, IDbContextFactory<LabContext> contexts) : IHostedService
{
    private const string Password = "latency lab demo";
    public const string Company = "Demo Company";

    public static readonly IReadOnlyList<DemoPerson> All =
    [
        new("Demo Learner", "learner@demo.example", Password, Roles.Learner),
        new("Demo Mentor", "mentor@demo.example", Password, Roles.Mentor),
        new("Demo Hiring Manager", "hiring@demo.example", Password, Roles.HiringManager),
        new("Demo Administrator", "administrator@demo.example", Password, Roles.Administrator),
    ];

    public bool AreAllowed => environment.IsDevelopment() && options.Value.DemoPeople;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!AreAllowed)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var registry = scope.ServiceProvider.GetRequiredService<PersonRegistry>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var there = await context.People.Where(person => person.IsDemo).Select(person => person.Email).ToListAsync(cancellationToken);
        foreach (var demo in All.Where(demo => !there.Contains(demo.Email, StringComparer.Ordinal)))
        {
            await registry.AddAsync(
                new(demo.Name, demo.Email, demo.Password) { EmailIsConfirmed = true, IsDemo = true, Roles = demo.Role == Roles.Administrator ? [demo.Role] : [] }, learner: null, cancellationToken);
        }
        await FoundCompanyAsync(context, cancellationToken);
    }

    /// <summary>Mentor and hiring manager are so in their organisation.</summary>
    private static async Task FoundCompanyAsync(LabContext context, CancellationToken cancellationToken)
    {
        if (await context.Organisations.AnyAsync(each => each.Name == Company, cancellationToken))
            return;
        var now = TimeProvider.System.GetUtcNow();
        var company = new Organisation { Id = Guid.CreateVersion7(), Name = Company, CreatedAt = now };
        context.Organisations.Add(company);
        var ids = await context.People.Where(person => person.IsDemo).ToDictionaryAsync(person => person.Email!, person => person.Id, StringComparer.Ordinal, cancellationToken);
        context.Memberships.AddRange(All.Where(demo => Roles.OfAnOrganisation.Contains(demo.Role, StringComparer.Ordinal) && ids.ContainsKey(demo.Email))
            .Select(demo => new Membership { OrganisationId = company.Id, PersonId = ids[demo.Email], Role = demo.Role, Since = now }));
        await context.SaveChangesAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
