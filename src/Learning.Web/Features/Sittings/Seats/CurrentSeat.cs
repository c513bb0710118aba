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
        var rows = await context.Sittings.FromSql($"SELECT * FROM sittings WHERE id = {seat.SittingId} AND learner_id = {seat.LearnerId} AND seat = {seat.Number} AND anonymised_at IS NULL FOR UPDATE")
            .Include(row => row.Pauses).Include(row => row.Tasks).Include(row => row.Revision).ToListAsync(cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }
}
