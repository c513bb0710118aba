using Learning.Web.Features.Certificates;
using Learning.Web.Features.Discussions;
using Learning.Web.Features.Profile;
using Learning.Web.Features.Search;
using Learning.Web.Features.Skills;

namespace Learning.Web.Features.Home;

/// <summary>All that a learner has around the exercises themselves.</summary>
internal static class LearnerPages
{
    public static void AddLearnerPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSkills(configuration);
        services.AddSingleton<NextSteps>();
        services.AddScoped<HomeDesk>();
        services.AddProfile();
        services.AddCertificates();
        services.AddDiscussions();
        services.AddSearch();
    }
}
