// verdict: RuntimeError
// EF Core cannot translate a method of the learner's own inside Where, and says so when the query runs.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public Task<List<FeedItem>> GetAsync(int userId, int take) =>
        db.Posts
            .Where(p => IsFollowed(p, userId))
            .OrderByDescending(p => p.CreatedAt)
            .ThenBy(p => p.Id)
            .Take(take)
            .Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))
            .ToListAsync();

    private static bool IsFollowed(Post post, int userId) =>
        post.Author.Followers.Any(f => f.FollowerId == userId);
}
