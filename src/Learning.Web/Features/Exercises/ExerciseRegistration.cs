using Learning.Grading.Exercises;
using Learning.Web.Hosting;

namespace Learning.Web.Features.Exercises;

internal static partial class ExerciseRegistration
{
    public static void AddExercises(this IServiceCollection services, IConfiguration configuration) => services.AddSingleton(provider =>
    {
        var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
        var folder = ContentFolder.Find(configuration["Content:Exercises"], "exercises", root, AppContext.BaseDirectory);
        var library = folder is null ? new([], [new("", "exercises", "(folder)", "There is no exercises folder near the program.")]) : ExerciseLibrary.Load(folder);
        var logger = provider.GetRequiredService<ILogger<ExerciseLibrary>>();
        foreach (var problem in library.Problems)
            Broken(logger, problem.ToString());
        return library;
    });

    [LoggerMessage(LogLevel.Warning, "Exercise left out: {Problem}")]
    private static partial void Broken(ILogger logger, string problem);
}
