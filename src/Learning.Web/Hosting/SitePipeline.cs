using Learning.Web.Components;
using Learning.Web.Features.Account;
using Learning.Web.Features.Health;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Integrations.Api;
using Learning.Web.Features.Reports;
using Learning.Web.Features.Search;
using Learning.Web.Features.Sittings;

namespace Learning.Web.Hosting;

/// <summary>The way of a request through the site. The order matters: who somebody is comes before what they may.</summary>
internal static class SitePipeline
{
    public static void UseSite(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRouting();
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UseBodyLimits();
        app.UseAccounts();
        app.UseCircuitLimits();
        app.UsePageHandover();
        app.UseAntiforgery();
        app.UseFreshForms();
    }

    public static void MapSite(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapAccounts();
        app.MapReports();
        app.MapSearch();
        app.MapIncidentRecords();
        app.MapSittings();
        app.MapIntegrations();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
