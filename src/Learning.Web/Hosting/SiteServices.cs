using Learning.Sandbox;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Comparisons;
using Learning.Web.Features.Demo;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Home;
using Learning.Web.Features.Incidents;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Markings;
using Learning.Web.Features.Operations;
using Learning.Web.Features.Privacy;
using Learning.Web.Features.Reviews;
using Learning.Web.Features.Scratchpad;
using Learning.Web.Features.Sittings;
using Learning.Web.Features.Submissions;
using Radzen;

namespace Learning.Web.Hosting;

/// <summary>What the site is made of. Each feature registers itself; this is the list of them.</summary>
internal static class SiteServices
{
    public static void AddSite(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        // A job that ends by a fault of its own is in the log as an error; it does not end the pages, and the assessments, of everybody.
        services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true); // SecurityHeaders says it
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddSiteLimits(configuration);
        services.AddApplicationDatabase(configuration);
        services.AddAccounts(configuration);
        services.AddPageHandover();
        services.AddExercises(configuration);
        services.AddExercisePages();
        services.AddComparisons();
        services.AddLessons(configuration);
        services.AddLearnerPages(configuration);
        services.AddSandbox(configuration);
        services.AddSubmissions(configuration);
        services.AddScratchpad(configuration);
        services.AddIncidents(configuration);
        services.AddReviews();
        services.AddIntegrations(configuration);
        services.AddPrivacy();
        services.AddMarkings();
        services.AddDemoHistory();
        services.AddOperations();
        services.AddAssessments();
        services.AddSittings();
    }
}
