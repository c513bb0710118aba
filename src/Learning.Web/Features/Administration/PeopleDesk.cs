using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Administration;

/// <summary>People as administrators see them, and what they do about them. Every change and its audit entry are one transaction.</summary>
internal sealed class PeopleDesk(IDbContextFactory<LabContext> contexts, CurrentLearner administrator, AuditLog audit, AuditDesk log, TimeProvider time)
{
    private const int PageSize = 50;

    public async Task<PeopleView> ListAsync(string? search, int page, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = context.People.AsNoTracking();
        if (search?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } text)
        {
            var pattern = $"%{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            wanted = wanted.Where(person => EF.Functions.ILike(person.Name, pattern, "\\") || EF.Functions.ILike(person.Email!, pattern, "\\"));
        }
        var total = await wanted.CountAsync(cancellationToken);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var at = Math.Clamp(page, 1, pages);
        var people = await wanted.OrderBy(person => person.Name).ThenBy(person => person.Id).Skip((at - 1) * PageSize).Take(PageSize)
            .Include(person => person.Roles).Include(person => person.Memberships).AsSplitQuery().ToListAsync(cancellationToken);
        return new([.. people.Select(Row)], total, at, pages);
    }

    public async Task<PersonView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.People.AsNoTracking().Include(each => each.Roles).FirstOrDefaultAsync(each => each.Id == id, cancellationToken) is not { } person)
            return null;
        var memberships = await context.Memberships.AsNoTracking().Where(row => row.PersonId == id).OrderBy(row => row.Organisation!.Name)
            .Select(row => new MembershipRow(row.OrganisationId, row.Organisation!.Name, id, person.Name, row.Role, row.Since)).ToListAsync(cancellationToken);
        return new(Row(person), person.EmailConfirmed, person.TwoFactorEnabled, person.LockoutEnd > time.GetUtcNow() ? person.LockoutEnd : null,
            await context.Submissions.CountAsync(row => row.LearnerId == id, cancellationToken), memberships, await log.AboutAsync(id, cancellationToken));
    }

    /// <summary>Roles of the site; those in organisations are given there.</summary>
    public Task<string?> SetRolesAsync(Guid id, IReadOnlyCollection<string> roles, CancellationToken cancellationToken) => ChangeAsync(id, async (context, person, me) =>
    {
        var wanted = Roles.OfTheSite.Where(roles.Contains).ToHashSet(StringComparer.Ordinal);
        var had = person.Roles.Select(row => row.Role).ToHashSet(StringComparer.Ordinal);
        if (had.Contains(Roles.Administrator) && !wanted.Contains(Roles.Administrator) && await LastAdministrator.IsAsync(context, id, cancellationToken))
            return "This is the only administrator. Make somebody else one first.";
        person.Roles.RemoveAll(row => !wanted.Contains(row.Role));
        person.Roles.AddRange(wanted.Except(had, StringComparer.Ordinal).Select(role => new PersonRole { PersonId = id, Role = role }));
        context.AuditEntries.AddRange(wanted.Except(had, StringComparer.Ordinal).Select(role => audit.Entry(AuditActions.RoleGiven, me, id, role)));
        context.AuditEntries.AddRange(had.Except(wanted, StringComparer.Ordinal).Select(role => audit.Entry(AuditActions.RoleTaken, me, id, role)));
        return null;
    }, cancellationToken);

    public Task<string?> DisableAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(id, async (context, person, me) =>
    {
        if (await LastAdministrator.IsAsync(context, id, cancellationToken))
            return "This is the only administrator. Make somebody else one first.";
        if (person.DisabledAt is not null)
            return null;
        person.DisabledAt = time.GetUtcNow();
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        context.AuditEntries.Add(audit.Entry(AuditActions.Disabled, me, id));
        return null;
    }, cancellationToken);

    public Task<string?> EnableAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(id, (context, person, me) =>
    {
        if (person.DisabledAt is not null)
            context.AuditEntries.Add(audit.Entry(AuditActions.Enabled, me, id));
        person.DisabledAt = null;
        return Task.FromResult<string?>(null);
    }, cancellationToken);

    public Task<string?> SignOutEverywhereAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(id, (context, person, me) =>
    {
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        context.AuditEntries.Add(audit.Entry(AuditActions.SignedOutEverywhere, me, id));
        return Task.FromResult<string?>(null);
    }, cancellationToken);

    /// <summary>For somebody who has lost phone and recovery codes, and has shown that they are who they say.</summary>
    public Task<string?> EndTwoFactorAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(id, (context, person, me) =>
    {
        if (person.TwoFactorEnabled)
            context.AuditEntries.Add(audit.Entry(AuditActions.TwoFactorOff, me, id));
        person.TwoFactorEnabled = false;
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        return Task.FromResult<string?>(null);
    }, cancellationToken);

    /// <summary>Answers why not, or null.</summary>
    private async Task<string?> ChangeAsync(Guid id, Func<LabContext, Person, Guid, Task<string?>> change, CancellationToken cancellationToken)
    {
        var me = await administrator.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.People.Include(each => each.Roles).FirstOrDefaultAsync(each => each.Id == id, cancellationToken) is not { } person)
            return "This person is not here any more.";
        person.ConcurrencyStamp = Guid.NewGuid().ToString("N"); // whoever changes them at the same moment is told
        if (await change(context, person, me) is { } refusal)
            return refusal;
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return "Somebody else changed this person at the same moment. Look again, then repeat it.";
        }
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> roles) => [.. roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static PersonRow Row(Person person) =>
        new(person.Id, person.Name, person.Email!, person.IsDemo, Sorted(person.Roles.Select(row => row.Role)), Sorted(person.Memberships.Select(row => row.Role)), person.DisabledAt, person.CreatedAt);
}
