// verdict: TimeLimit
// Asks again until the page is full, which never happens as the condition is never true.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        var feed = new List<FeedItem>();
        while (feed.Count <= take)
        {
            feed = await db.Posts
                .Where(p => p.Author.Followers.Any(f => f.FollowerId == userId))
                .OrderByDescending(p => p.CreatedAt)
                .ThenBy(p => p.Id)
                .Take(take)
                .Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))
                .ToListAsync();
        }

        return feed;
    }
}
