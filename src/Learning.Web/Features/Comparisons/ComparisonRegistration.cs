namespace Learning.Web.Features.Comparisons;

internal static class ComparisonRegistration
{
    public static void AddComparisons(this IServiceCollection services) => services.AddScoped<IComparisonDesk, ComparisonDesk>();
}
