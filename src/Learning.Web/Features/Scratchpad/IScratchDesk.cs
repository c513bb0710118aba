using Learning.Grading;
using Learning.Grading.Exercises;

namespace Learning.Web.Features.Scratchpad;

/// <summary>Runs scratch lines for the learner of this circuit. Tests put their own behind it.</summary>
public interface IScratchDesk
{
    Task<ScratchAnswer> RunAsync(string slug, int? variant, ExerciseLanguage language, string code, Action<ScratchPhase> at, CancellationToken cancellationToken);
}

/// <summary>What a line came to, or why it was not run, in a sentence.</summary>
public sealed record ScratchAnswer(ScratchResult? Result, string? Refusal);
