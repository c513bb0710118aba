using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Mail;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Administration;

/// <summary>Organisations and who is what in them.</summary>
internal sealed class OrganisationDesk(IDbContextFactory<LabContext> contexts, CurrentLearner administrator, MailOutbox outbox, AuditLog audit, TimeProvider time)
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

    /// <summary>
    /// Answers why not, or null. Adding twice is adding once. Anybody can register with an address that is not theirs, so it has to be confirmed; where no
    /// mail could do that, the answer is whom the administrator has to ask, and <paramref name="asked"/> says whom they asked.
    /// </summary>
    public async Task<(string? Refusal, UnprovenPerson? Unproven)> AddAsync(Guid organisation, string email, string role, Guid? asked, CancellationToken cancellationToken)
    {
        if (!Roles.OfAnOrganisation.Contains(role, StringComparer.Ordinal))
            return ("There is no such role in an organisation.", null);
        var me = await administrator.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sought = email.Trim().Normalize().ToUpperInvariant();
        if (await context.People.AsNoTracking().FirstOrDefaultAsync(each => each.NormalizedEmail == sought, cancellationToken) is not { } person)
            return ("Nobody has an account with this address. Let them register first.", null);
        if (await context.Organisations.Where(each => each.Id == organisation).Select(each => each.Name).FirstOrDefaultAsync(cancellationToken) is not { } name)
            return ("This organisation is not here any more.", null);
        if (await context.Memberships.AnyAsync(row => row.OrganisationId == organisation && row.PersonId == person.Id && row.Role == role, cancellationToken))
            return (null, null);
        if (!person.EmailConfirmed && outbox.IsOpen)
            return ("Whoever registered with this address has not confirmed that it is theirs. Let them press the link in their mail; their account page sends it again.", null);
        if (!person.EmailConfirmed && asked != person.Id)
            return (null, new(person.Id, person.Name, person.CreatedAt));
        context.Memberships.Add(new() { OrganisationId = organisation, PersonId = person.Id, Role = role, Since = time.GetUtcNow() });
        context.AuditEntries.Add(audit.Entry(AuditActions.MemberAdded, me, person.Id, $"{role} at {name}{(person.EmailConfirmed ? "" : ", address not confirmed")}"));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return (null, null); // another administrator was quicker
        }
        return (null, null);
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
