using Learning.Web.Features.Cohorts;
using Learning.Web.Features.Notifications;

namespace Learning.Web.Features.Reviews;

internal static class ReviewRegistration
{
    public static void AddReviews(this IServiceCollection services)
    {
        services.AddSingleton<ReviewFeed>();
        services.AddSingleton<ReviewQueue>();
        services.AddSingleton<ReviewReader>();
        services.AddSingleton<ReviewSettlement>();
        services.AddHostedService(provider => provider.GetRequiredService<ReviewSettlement>());
        services.AddScoped<Mentors>();
        services.AddScoped<IReviewDesk, ReviewDesk>();
        services.AddScoped<IReviewRequestDesk, ReviewRequestDesk>();
        services.AddScoped<NotificationDesk>();
        services.AddScoped<CohortDesk>();
    }
}
