/// <summary>One row of the answer.</summary>
public sealed record FeedItem(int PostId, string Text, string AuthorName, DateTime CreatedAt);
