using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Administration;

/// <summary>Organisations and who is what in them.</summary>
internal sealed class OrganisationDesk(IDbContextFactory<LabContext> contexts, CurrentLearner administrator, AuditLog audit, TimeProvider time)
{
    public async Task<IReadOnlyList<OrganisationRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Organisations.AsNoTracking().OrderBy(each => each.Name)
            .Select(each => new OrganisationRow(each.Id, each.Name, each.Memberships.Select(row => row.PersonId).Distinct().Count(), each.CreatedAt)).ToListAsync(cancellationToken);
    }

    public async Task<OrganisationView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Organisations.AsNoTracking().FirstOrDefaultAsync(each => each.Id == id, cancellationToken) is not { } found)
            return null;
        return new(id, found.Name, await context.Memberships.AsNoTracking().Where(row => row.OrganisationId == id).OrderBy(row => row.Person!.Name).ThenBy(row => row.Role)
            .Select(row => new MembershipRow(id, found.Name, row.PersonId, row.Person!.Name, row.Role, row.Since)).ToListAsync(cancellationToken));
    }

    /// <summary>The new one's id, or null when the name is taken.</summary>
    public async Task<Guid?> FoundAsync(string name, CancellationToken cancellationToken)
    {
        var me = await administrator.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var added = new Organisation { Id = Guid.CreateVersion7(), Name = name.Trim(), CreatedAt = time.GetUtcNow() };
        context.Organisations.Add(added);
        context.AuditEntries.Add(audit.Entry(AuditActions.OrganisationMade, me, subject: null, added.Name));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return added.Id;
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null;
        }
    }

    /// <summary>Answers why not, or null. Adding twice is adding once.</summary>
    public async Task<string?> AddAsync(Guid organisation, string email, string role, CancellationToken cancellationToken)
    {
        if (!Roles.OfAnOrganisation.Contains(role, StringComparer.Ordinal))
            return "There is no such role in an organisation.";
        var me = await administrator.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sought = email.Trim().Normalize().ToUpperInvariant();
        if (await context.People.Where(each => each.NormalizedEmail == sought).Select(each => (Guid?)each.Id).FirstOrDefaultAsync(cancellationToken) is not { } person)
            return "Nobody has an account with this address. Let them register first.";
        if (await context.Organisations.Where(each => each.Id == organisation).Select(each => each.Name).FirstOrDefaultAsync(cancellationToken) is not { } name)
            return "This organisation is not here any more.";
        if (await context.Memberships.AnyAsync(row => row.OrganisationId == organisation && row.PersonId == person && row.Role == role, cancellationToken))
            return null;
        context.Memberships.Add(new() { OrganisationId = organisation, PersonId = person, Role = role, Since = time.GetUtcNow() });
        context.AuditEntries.Add(audit.Entry(AuditActions.MemberAdded, me, person, $"{role} at {name}"));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null; // another administrator was quicker
        }
        return null;
    }

    public async Task RemoveAsync(Guid organisation, Guid person, string role, CancellationToken cancellationToken)
    {
        var me = await administrator.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var name = await context.Organisations.Where(each => each.Id == organisation).Select(each => each.Name).FirstOrDefaultAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Memberships.Where(row => row.OrganisationId == organisation && row.PersonId == person && row.Role == role).ExecuteDeleteAsync(cancellationToken) == 0)
            return;
        context.AuditEntries.Add(audit.Entry(AuditActions.MemberRemoved, me, person, $"{role} at {name}"));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
