using System.Text.Json;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations;

/// <summary>What an organisation's programs can be told of.</summary>
internal static class HiringEventNames
{
    public const string InvitationSent = "invitation.sent";
    public const string SittingStarted = "sitting.started";
    public const string SittingHandedIn = "sitting.handed_in";
    /// <summary>All tasks of a sitting are graded: the report is whole.</summary>
    public const string SittingGraded = "sitting.graded";
    public const string DecisionRecorded = "decision.recorded";
    public const string AppealAsked = "appeal.asked";

    public static readonly IReadOnlyList<string> All = [InvitationSent, SittingStarted, SittingHandedIn, SittingGraded, DecisionRecorded, AppealAsked];
}

/// <summary>
/// Leaves a message for each webhook that asked for it, in the caller's context and so in the caller's transaction: what was not saved is not
/// told, and what was saved is told at least once. Messages name ids and codes, never a candidate's name or address.
/// </summary>
internal sealed class HiringEvents(TimeProvider time)
{
    public async Task AddAsync(LabContext context, Guid organisation, string name, Guid? sitting, object data, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var hook in await context.Webhooks.AsNoTracking().Where(each => each.OrganisationId == organisation && each.DisabledAt == null).ToListAsync(cancellationToken))
        {
            if (!hook.Events.Split(' ').Contains(name, StringComparer.Ordinal))
                continue;
            var id = Guid.CreateVersion7();
            context.WebhookDeliveries.Add(new()
            {
                Id = id, WebhookId = hook.Id, Event = name, CreatedAt = now, NextTryAt = now, SittingId = sitting,
                Payload = JsonSerializer.Serialize(new { id, type = name, created = now, data }, JsonSerializerOptions.Web),
            });
        }
    }
}
