using Learning.Web.Features.Account;

namespace Learning.Web.Features.Operations;

/// <summary>Asked at every act of an open page: a role that was taken meanwhile ends the next one.</summary>
internal sealed class Administrators(CurrentLearner current, Standings standings)
{
    public const string Refusal = "You are not an administrator any more, so nothing was done.";

    /// <summary>Who acts; null when they may not.</summary>
    public async Task<Guid?> FindAsync(CancellationToken cancellationToken)
    {
        var me = await current.GetIdAsync();
        return (await standings.FindAsync(me, cancellationToken))?.Roles.Contains(Roles.Administrator, StringComparer.Ordinal) == true ? me : null;
    }
}
