using Learning.Grading;
using Learning.Web.Data;

namespace Learning.Web.Features.Reviews;

/// <summary>When something may happen to a review, and the sentences for when it may not.</summary>
internal static class ReviewRules
{
    /// <summary>A claim without activity is free again after this.</summary>
    public static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(30);

    /// <summary>How long a decision can be undone before the learner hears of it.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    /// <summary>Characters of a comment, and of the summary.</summary>
    public const int MostCharacters = 8000;

    /// <summary>Requests of one learner that may wait at once.</summary>
    public const int MostOpen = 5;

    public const string NotHere = "This review is not here any more.";
    public const string NoMentor = "You are not a mentor any more, so nothing was written. Ask an administrator if that is a mistake.";
    public const string Taken = "Another mentor has claimed this review since. Nothing was written; your text is still in its field.";

    public static string? Refuse(string? text) => text switch
    {
        null => $"The comment is longer than {Say.Count(MostCharacters)} characters and was not sent. It is still in its field; the code itself need not be quoted.",
        { Length: > MostCharacters } => $"The comment is {Say.Count(text.Length)} characters long; at most {Say.Count(MostCharacters)} are taken.",
        _ when string.IsNullOrWhiteSpace(text) => "There is nothing to send yet.",
        _ when text.Contains('\0', StringComparison.Ordinal) => "The comment holds a character with the code 0, which cannot be kept. Remove it and try again.",
        _ => null,
    };

    public static bool IsOpen(this Review review) => review.State is ReviewState.Waiting or ReviewState.Claimed;

    public static bool IsHeld(this Review review, DateTimeOffset now) => review.State == ReviewState.Claimed && (review.Decision is not null || review.ClaimUntil > now);

    /// <summary>The claim for this mentor, taken or renewed; or why it cannot be.</summary>
    public static string? Take(this Review review, Guid mentor, DateTimeOffset now)
    {
        if (review.State == ReviewState.Withdrawn)
            return "The learner has withdrawn this request. Nothing was written.";
        if (!review.IsOpen())
            return "This review is decided already. Nothing was written.";
        if (review.Decision is not null)
            return review.DecidedBy == mentor ? "You have just decided this. Undo that first." : Taken;
        if (review.ClaimedBy != mentor && review.IsHeld(now))
            return Taken;
        if (review.State != ReviewState.Claimed || review.ClaimedBy != mentor)
            review.ClaimedAt = now;
        (review.State, review.ClaimedBy, review.ClaimUntil) = (ReviewState.Claimed, mentor, now + ClaimTime);
        return null;
    }
}
