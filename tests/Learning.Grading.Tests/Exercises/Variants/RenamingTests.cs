using Learning.Grading.Exercises.Variants;

namespace Learning.Grading.Tests.Exercises.Variants;

public sealed class RenamingTests
{
    [Theory]
    [InlineData("SELECT post_id FROM posts AS p", "SELECT story_id FROM stories AS p")]
    [InlineData("db.Posts.Where(post => post.PostId == postId)", "db.Stories.Where(story => story.StoryId == storyId)")]
    [InlineData("public sealed class BlogPost; FROM POSTS", "public sealed class BlogStory; FROM STORIES")]
    [InlineData("posts_author_id_idx, posts2", "stories_author_id_idx, stories2")]
    [InlineData("Post.cs. A post's author.", "Story.cs. A story's author.")]
    public void Apply_WordInAnySpelling_IsReplacedInTheSameSpelling(string text, string expected) =>
        Assert.Equal(expected, Of(("post", "story")).Apply(text));

    [Theory]
    [InlineData("postal postage poster outpost compost imposts")]
    [InlineData("Postal Postgres POSTGRES SELECT 'compost'")]
    public void Apply_PartOfAWord_Stays(string text) => Assert.Equal(text, Of(("post", "story")).Apply(text));

    [Fact]
    public void Apply_TwoWords_AreTakenTogetherAndNotApart() =>
        Assert.Equal("published_at, PublishedAt, publishedAt, created, at, recreated_at",
            Of(("created-at", "published-at")).Apply("created_at, CreatedAt, createdAt, created, at, recreated_at"));

    [Fact]
    public void Apply_WordsThatChangePlaces_DoNotChain() => Assert.Equal("users write posts", Of(("post", "user"), ("user", "post")).Apply("posts write users"));

    [Fact]
    public void Apply_PluralOfItsOwn_IsUsed() => Assert.Equal("people, Person, person_id", Of(("user", "person/people")).Apply("users, User, user_id"));

    [Theory]
    [InlineData("box", "boxes")]
    [InlineData("category", "categories")]
    [InlineData("day", "days")]
    [InlineData("batch", "batches")]
    public void Plural_Regular_IsKnown(string one, string many) => Assert.Equal(many, Of(("post", one)).Apply("posts"));

    [Theory]
    [InlineData("Post")]
    [InlineData("to")]
    [InlineData("created_at")]
    [InlineData("created-")]
    [InlineData("a/b/c")]
    public void Parse_NotAWord_IsNull(string text) => Assert.Null(Word.Parse(text));

    private static Renaming Of(params (string From, string To)[] words) => new(words.Select(pair => (Word.Parse(pair.From)!, Word.Parse(pair.To)!)));
}
