using Learning.Sandbox;
using Learning.Web.Components;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Comparisons;
using Learning.Web.Features.Demo;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Health;
using Learning.Web.Features.Incidents;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Integrations.Api;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Privacy;
using Learning.Web.Features.Home;
using Learning.Web.Features.Markings;
using Learning.Web.Features.Operations;
using Learning.Web.Features.Reports;
using Learning.Web.Features.Reviews;
using Learning.Web.Features.Scratchpad;
using Learning.Web.Features.Search;
using Learning.Web.Features.Sittings;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Radzen;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.UseStaticWebAssets();
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true); // SecurityHeaders says it
    builder.Services.AddRazorComponents().AddInteractiveServerComponents();
    builder.Services.AddRadzenComponents();
    builder.Services.AddSiteLimits(builder.Configuration);
    builder.Services.AddApplicationDatabase(builder.Configuration);
    builder.Services.AddAccounts(builder.Configuration);
    builder.Services.AddPageHandover();
    builder.Services.AddExercises(builder.Configuration);
    builder.Services.AddExercisePages();
    builder.Services.AddComparisons();
    builder.Services.AddLessons(builder.Configuration);
    builder.Services.AddLearnerPages(builder.Configuration);
    builder.Services.AddSandbox(builder.Configuration);
    builder.Services.AddSubmissions(builder.Configuration);
    builder.Services.AddScratchpad(builder.Configuration);
    builder.Services.AddIncidents(builder.Configuration);
    builder.Services.AddReviews();
    builder.Services.AddIntegrations(builder.Configuration);
    builder.Services.AddPrivacy();
    builder.Services.AddMarkings();
    builder.Services.AddDemoHistory();
    builder.Services.AddOperations();
    builder.Services.AddAssessments();
    builder.Services.AddSittings();

    await using var app = builder.Build();
    await app.Services.GetRequiredService<DatabaseStarter>().StartAsync(app.Lifetime.ApplicationStopping);
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
    app.MapStaticAssets().AllowAnonymous();
    app.MapHealth();
    app.MapAccounts();
    app.MapReports();
    app.MapSearch();
    app.MapIncidentRecords();
    app.MapSittings();
    app.MapIntegrations();
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    await app.RunAsync();
    return 0;
}
catch (StartupException refusal)
{
    await Console.Error.WriteLineAsync($"Latency Lab cannot start: {refusal.Message}");
    return 3;
}

/// <summary>Named so that tests can host it.</summary>
public sealed partial class Program;
