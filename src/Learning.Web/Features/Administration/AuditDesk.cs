using System.Linq.Expressions;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Administration;

/// <summary>Reads the audit log, newest first.</summary>
internal sealed class AuditDesk(IDbContextFactory<LabContext> contexts)
{
    public const int PageSize = 100;

    /// <summary>Entries older than <paramref name="before"/>, one page of them.</summary>
    public Task<IReadOnlyList<AuditRow>> ListAsync(long? before, CancellationToken cancellationToken) => ReadAsync(entry => before == null || entry.Id < before, PageSize, cancellationToken);

    public Task<IReadOnlyList<AuditRow>> AboutAsync(Guid subject, CancellationToken cancellationToken) => ReadAsync(entry => entry.SubjectId == subject, 20, cancellationToken);

    private async Task<IReadOnlyList<AuditRow>> ReadAsync(Expression<Func<AuditEntry, bool>> wanted, int atMost, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AuditEntries.AsNoTracking().Where(wanted).OrderByDescending(entry => entry.Id).Take(atMost)
            .Select(entry => new AuditRow(
                entry.Id, entry.At, entry.Action,
                entry.ActorId, context.People.Where(person => person.Id == entry.ActorId).Select(person => person.Name).FirstOrDefault(),
                entry.SubjectId, context.People.Where(person => person.Id == entry.SubjectId).Select(person => person.Name).FirstOrDefault(), entry.Detail))
            .ToListAsync(cancellationToken);
    }
}
