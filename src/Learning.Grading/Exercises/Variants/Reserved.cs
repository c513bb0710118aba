namespace Learning.Grading.Exercises.Variants;

/// <summary>Words that C#, PostgreSQL or EF Core have taken: as a name they would not compile, or say something else.</summary>
internal static class Reserved
{
    private static readonly HashSet<string> Words = new((
        "abstract all analyse analyze and any array asc asymmetric async authorization await base binary bool boolean both break byte case cast catch char check checked class collate " +
        "collation column concurrently const constraint context continue create cross current date decimal default deferrable delegate delete desc distinct double else end enum event " +
        "except explicit extern false fetch finally first fixed float for foreach foreign freeze from full goto grant group having implicit include index initially inner insert int integer " +
        "interface internal intersect interval into is isnull join json jsonb key last lateral leading left like limit list localtime localtimestamp lock long namespace natural new not notnull null numeric object " +
        "offset only operator order out outer overlaps override params placing primary private protected public readonly record ref references returning returns right row sealed select session set short " +
        "similar skip smallint some stackalloc static string struct switch symmetric table tablesample take task text then this throw time timestamp trailing true try typeof union unique unsafe update " +
        "using value values variadic verbose view virtual void volatile when where while window with yield")
        .Split(' '), StringComparer.Ordinal);

    public static bool Holds(Word word) => word.Parts == 1 && word.Forms().Any(form => Words.Contains(form.Text));
}
