using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Operations.Capacity;
using Learning.Web.Features.Operations.Content;
using Learning.Web.Features.Operations.Storage;
using Learning.Web.Features.Operations.Watch;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Operations;

/// <summary>A line of everything that administrators look after.</summary>
internal sealed class OverviewDesk(IDbContextFactory<LabContext> contexts, SiteHealth health, CapacityDesk capacity, ContentDesk content, EvidenceDesk evidence, AuditDesk audit)
{
    public Task<HealthView> HealthAsync(CancellationToken cancellationToken) => health.LookAsync(cancellationToken);

    public Task<CapacityView> CapacityAsync(CancellationToken cancellationToken) => capacity.LoadAsync(cancellationToken);

    public Task<ContentView> ContentAsync(CancellationToken cancellationToken) => content.LoadAsync(cancellationToken);

    public Task<EvidenceView> EvidenceAsync(CancellationToken cancellationToken) => evidence.LoadAsync(cancellationToken);

    public async Task<(int People, int Disabled, int Organisations, AuditRow? Latest)> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.People.CountAsync(cancellationToken), await context.People.CountAsync(person => person.DisabledAt != null, cancellationToken),
            await context.Organisations.CountAsync(cancellationToken), await audit.ListAsync(null, cancellationToken) is [var latest, ..] ? latest : null);
    }
}
