namespace Learning.Web.Features.Exercises;

/// <summary>What the exercise and report pages need beside the library and the submissions.</summary>
internal static class ExercisePages
{
    public static void AddExercisePages(this IServiceCollection services) => services.AddSingleton<ExerciseWarming>().AddScoped<IExerciseDesk, ExerciseDesk>();
}
