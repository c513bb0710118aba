using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Administration;

/// <summary>A site without an administrator could not be helped from within.</summary>
internal static class LastAdministrator
{
    private const long Lock = 0x6C61625F61646D; // anything that nobody else uses

    /// <summary>Asked inside of the transaction that takes the right away: two who would both go take turns.</summary>
    public static async Task<bool> IsAsync(LabContext context, Guid person, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        var left = await context.People.Where(each => each.DisabledAt == null && (!each.IsDemo || each.Id == person) && each.Roles.Any(row => row.Role == Roles.Administrator)).Select(each => each.Id).ToListAsync(cancellationToken);
        return left is [var only] && only == person;
    }
}
