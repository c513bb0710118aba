using Learning.Grading.Exercises;
using Learning.Web.Features.Markings.Signals;
using Learning.Web.Tests.Accounts;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Markings;

/// <summary>Copies are found under other names, independent right answers are not, and the starter is nobody's.</summary>
public sealed class LikenessTests(AccountHost host) : IClassFixture<AccountHost>
{
    private static readonly Guid One = Guid.NewGuid(), Two = Guid.NewGuid(), Three = Guid.NewGuid();

    private ExerciseLibrary Library => host.Services.GetRequiredService<ExerciseLibrary>();
    private Exercise Feed => Library.Find("feed-n-plus-one")!;

    [Fact]
    public void Copy_WithOtherNamesLayoutAndComments_IsNearlyTheSame()
    {
        var copy = "// all my own work\n" + Attempt("two-queries").Replace("posts", "entries", StringComparison.Ordinal).Replace("names", "people", StringComparison.Ordinal).Replace("ids", "keys", StringComparison.Ordinal)
            .Replace("p =>", "x =>", StringComparison.Ordinal).Replace("p.", "x.", StringComparison.Ordinal).Replace("            .", ".", StringComparison.Ordinal);

        Assert.True(Compare(Attempt("two-queries"), copy) > 0.9);
    }

    [Fact]
    public void RightAnswers_ThatWereWrittenApart_HaveLittleInCommon()
    {
        Assert.True(Compare(Attempt("two-queries"), Attempt("explicit-join")) < 0.3);
        Assert.True(Compare(Feed.Reference.Text, Attempt("explicit-join")) < 0.3);
    }

    [Fact]
    public void Starter_IsDiscounted()
    {
        var added = "\npublic static class Mine { public static int Twice(int value) { return value + value; } public static string Greet(string who) => who + who + who; }";
        var other = "\npublic interface IOther { void Begin(); } public enum Kind { Left, Right, Up, Down, None } public struct Pair { public long First; public long Second; public byte[] Third; }";

        Assert.True(Compare(Feed.Starter.Text + added, Feed.Starter.Text + other) < 0.1);
        Assert.Null(new Likeness(Feed, Library, [new(One, "A", Feed.Starter.Text), new(Two, "B", Feed.Starter.Text)]).Nearest(One));
    }

    [Fact]
    public void Sql_CopyWithOtherNames_IsFound_AndAnotherIdeaIsNot()
    {
        var exercise = Library.Find("transactions-by-category")!;
        var copy = exercise.Reference.Text.Replace("transactions_user_category_newest", "my_index", StringComparison.Ordinal).Replace("transactions", "bookings", StringComparison.Ordinal).ToUpperInvariant();
        var likeness = new Likeness(exercise, Library, [new(One, "A", exercise.Reference.Text), new(Two, "B", copy)]);

        Assert.True(likeness.Nearest(One)!.Alike > 0.9);
        Assert.Equal("B", likeness.Nearest(One)!.Code);
    }

    [Fact]
    public void ReferenceOfAnotherExercise_IsNamed()
    {
        var other = Library.Exercises.First(each => each.Language == ExerciseLanguage.CSharp && each.Slug != Feed.Slug);
        var known = new Likeness(Feed, Library, [new(One, "A", other.Reference.Text)]).Known(One)!;

        Assert.True(known is { Elsewhere: true, Alike: > 0.9 }, $"{known}");
        Assert.Contains(other.Title, known.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void UsualRange_OfFewHandIns_IsFilledWithKnownRightAnswers_AndOfManyIsTheirOwn()
    {
        var few = new Likeness(Feed, Library, [new(One, "A", Attempt("two-queries")), new(Two, "B", Attempt("explicit-join")), new(Three, "C", Feed.Reference.Text)]).Usual!;
        var many = new Likeness(Feed, Library, [.. Feed.Attempts.Take(12).Select((attempt, index) => new HandInText(Guid.NewGuid(), $"{index}", attempt.Source))]).Usual!;

        Assert.True(few is { WithKnown: true, Pairs: > 3 });
        Assert.True(many is { WithKnown: false, Pairs: > 10 } && many.Low <= many.High);
    }

    [Fact]
    public void UsualRange_IsKeptForItsOrganisation_AndWhoIsComparedIsNot()
    {
        using var cache = new MemoryCache(new MemoryCacheOptions());
        var (likenesses, organisation) = (new Likenesses(Library, cache), Guid.NewGuid());
        var first = likenesses.Of(organisation, Feed, [new(One, "A", Attempt("two-queries")), new(Two, "B", Attempt("explicit-join"))]);
        HandInText[] more = [new(One, "A", Attempt("two-queries")), new(Two, "B", Attempt("explicit-join")), new(Three, "C", Attempt("two-queries"))];

        Assert.Equal(first.Usual, likenesses.Of(organisation, Feed, more).Usual);
        Assert.NotEqual(first.Usual, likenesses.Of(Guid.NewGuid(), Feed, more).Usual);
        Assert.Equal("C", likenesses.Of(organisation, Feed, more).Nearest(One)!.Code);
    }

    [Fact]
    public void SharedStretches_LieInBothTexts_AndLeaveTheStarterOut()
    {
        HashSet<ulong> starter = [.. new Fingerprint(ExerciseLanguage.CSharp, Feed.Starter.Text).Grams];
        var (mine, theirs) = (Attempt("two-queries"), Attempt("two-queries").Replace("ids", "keys", StringComparison.Ordinal));
        var shared = new Fingerprint(ExerciseLanguage.CSharp, mine).Shared(new(ExerciseLanguage.CSharp, theirs), starter);

        Assert.Contains(shared, stretch => mine[stretch.Start..stretch.End].Contains("ToDictionaryAsync", StringComparison.Ordinal));
        Assert.DoesNotContain(shared, stretch => mine[stretch.Start..stretch.End].Contains("class FeedEndpoint", StringComparison.Ordinal));
    }

    private string Attempt(string name) => Feed.Attempts.First(each => each.Name == name).Source;

    private double Compare(string one, string other) => new Likeness(Feed, Library, [new(One, "A", one), new(Two, "B", other)]).Nearest(One)!.Alike;
}
