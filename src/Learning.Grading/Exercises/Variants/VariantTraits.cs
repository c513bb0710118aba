namespace Learning.Grading.Exercises.Variants;

/// <summary>What makes a variant differ from the exercise as written: for authors and staff, never for whoever answers it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Names">The word as written, and the one that stands for it.</param>
/// <param name="Data">What a parameter of the data is multiplied by; the visible set's seed besides.</param>
/// <param name="Second">Folder of the planted second cause; null without one.</param>
public sealed record VariantTraits(int Number, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, double> Data, string? Second);
