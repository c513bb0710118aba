using Learning.Grading;

namespace Learning.Web.Features.Submissions;

internal static class SubmissionRegistration
{
    public static void AddSubmissions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GradingOptions>().Bind(configuration.GetSection("Grading")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SubmissionQueue>();
        services.AddSingleton<SubmissionFeed>();
        services.AddSingleton<SubmissionLedger>();
        services.AddSingleton<Grader>();
        services.AddSingleton<SubmissionGrading>();
        services.AddScoped<SubmissionDesk>();
        services.AddScoped<DraftDesk>();
        services.AddHostedService<GradingWorker>();
    }
}
