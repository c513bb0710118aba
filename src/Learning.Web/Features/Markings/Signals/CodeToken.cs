using Learning.Grading.Exercises;

namespace Learning.Web.Features.Markings.Signals;

/// <summary>A word of a source. <c>Name</c>: Somebody chose it, so it may be chosen differently without changing anything.</summary>
internal readonly record struct CodeToken(string Text, int Start, int Length, bool Name);

/// <summary>A source without what does not matter for likeness: layout, comments, the values of literals.</summary>
internal static class CodeTokens
{
    public static IReadOnlyList<CodeToken> Of(ExerciseLanguage language, string source) => language == ExerciseLanguage.Sql ? SqlTokens.Of(source) : CSharpTokens.Of(source);
}
