using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Seats;

/// <summary>The seat that is looking at this page.</summary>
internal sealed record TakenSeat(Guid SittingId, int Number, Guid LearnerId);

/// <summary>Which sitting this browser is in. Null everywhere for whoever is no candidate.</summary>
internal sealed class CurrentSeat(AuthenticationStateProvider authentication)
{
    public async Task<Guid?> SittingIdAsync() => Seat.SittingId((await authentication.GetAuthenticationStateAsync()).User);

    public async Task<TakenSeat?> FindAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return Seat.SittingId(user) is { } sitting && CurrentLearner.Id(user) is { } learner ? new(sitting, Seat.Number(user), learner) : null;
    }

    /// <summary>
    /// The sitting's row for an act of this browser, locked until the caller's transaction ends; null when another device has the seat, or it is gone.
    /// Whoever closes, pauses or hands in waits for each other here.
    /// </summary>
    public async Task<Sitting?> HoldAsync(LabContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync() is not { } seat)
            return null;
        // Held first and read then: a statement that waits for the row still sees the tasks and pauses of before it waited.
        await context.Database.ExecuteSqlAsync($"SELECT 1 FROM sittings WHERE id = {seat.SittingId} FOR UPDATE", cancellationToken);
        return await context.Sittings.Include(row => row.Pauses).Include(row => row.Tasks).Include(row => row.Revision).AsSplitQuery()
            .FirstOrDefaultAsync(row => row.Id == seat.SittingId && row.LearnerId == seat.LearnerId && row.Seat == seat.Number && row.AnonymisedAt == null, cancellationToken);
    }
}
