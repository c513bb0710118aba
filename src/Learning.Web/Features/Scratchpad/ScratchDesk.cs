using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Web.Features.Account;

namespace Learning.Web.Features.Scratchpad;

/// <summary>Lets a learner's line through when the limits allow it. Nothing is stored.</summary>
internal sealed partial class ScratchDesk(ExerciseLibrary library, IScratchpad pad, ScratchLimits limits, CurrentLearner learner, ILogger<ScratchDesk> logger) : IScratchDesk
{
    public const int MostCharacters = 4_000;

    public async Task<ScratchAnswer> RunAsync(string slug, int? variant, ExerciseLanguage language, string code, Action<ScratchPhase> at, CancellationToken cancellationToken)
    {
        if (library.Find(slug, variant) is not { } exercise)
            return Refused("This exercise is not here any more.");
        if (code.Length > MostCharacters)
            return Refused($"At most {Say.Count(MostCharacters)} characters are taken here. What is longer belongs into the editor.");
        if (code.Contains('\0', StringComparison.Ordinal))
            return Refused("The line holds a character with the code 0. Remove it and try again.");
        using var place = limits.Enter(await learner.GetIdAsync(), out var refusal);
        if (place is null)
            return Refused(refusal);
        try
        {
            return new(await pad.RunAsync(exercise, language, code, at, cancellationToken), null);
        }
        catch (Exception error) when (error is InfrastructureException or IOException or UnauthorizedAccessException)
        {
            var id = Guid.NewGuid().ToString("N")[..12];
            NotRun(logger, error, slug, id);
            return Refused($"Our fault: the line could not be run on this machine. Error id {id}.");
        }
    }

    private static ScratchAnswer Refused(string why) => new(null, why);

    [LoggerMessage(LogLevel.Error, "A scratch line could not be run for {Exercise}, error id {ErrorId}")]
    private static partial void NotRun(ILogger logger, Exception error, string exercise, string errorId);
}
