using Learning.Grading;
using Learning.Web.Data;

namespace Learning.Web.Features.Discussions;

/// <summary>What may be said and how often, and the sentences for when it may not.</summary>
internal static class DiscussionRules
{
    /// <summary>How long a deletion can be undone. Afterwards the text is erased.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    /// <summary>The same text again within this is a second click, and not a second post.</summary>
    public static readonly TimeSpan Twice = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    public const int MostInWindow = 10;
    public const int MostReason = 500;

    public const string NotHere = "This post is not here any more.";
    public const string NoPerson = "To take part, sign in or register. What you have written is still in its field.";
    public const string TooOften = "That were 10 posts within ten minutes. Wait a little; what you have written is still in its field.";
    public const string Changed = "You have changed this post in another tab since. Nothing was written; copy your text, and begin again from the newer one.";

    public static string? Refuse(string? text) => text switch
    {
        null => $"This is longer than {Say.Count(DiscussionPostTable.BodyLength)} characters and was not sent. It is still in its field.",
        { Length: > DiscussionPostTable.BodyLength } => $"This is {Say.Count(text.Length)} characters long; at most {Say.Count(DiscussionPostTable.BodyLength)} are taken. It is still in its field.",
        _ when string.IsNullOrWhiteSpace(text) => "There is nothing to send yet.",
        _ when text.Contains('\0', StringComparison.Ordinal) => "This holds a character with the code 0, which cannot be kept. Remove it and try again.",
        _ => null,
    };

    public static string? RefuseReason(string? reason) => reason?.Trim() switch
    {
        null or "" => "Say in a few words what is wrong with it.",
        { Length: > MostReason } => $"At most {MostReason} characters, please.",
        var text when text.Contains('\0', StringComparison.Ordinal) => "This holds a character with the code 0, which cannot be kept.",
        _ => null,
    };
}
