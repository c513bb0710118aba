// verdict: WrongAnswer at Correct
// Order and take in the wrong sequence: any posts are taken, and then those are sorted.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        var posts = await db.Posts
            .Where(p => p.Author.Followers.Any(f => f.FollowerId == userId))
            .OrderBy(p => p.Id)
            .Take(take)
            .Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))
            .ToListAsync();

        return [.. posts.OrderByDescending(p => p.CreatedAt).ThenBy(p => p.PostId)];
    }
}
