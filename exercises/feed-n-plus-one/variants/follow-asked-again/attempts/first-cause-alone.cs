// verdict: OverBudget at Frugal
// The names come with the posts now. What the filter has made sure of is still asked again for each of them.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        var posts = await db.Posts
            .Where(p => p.Author.Followers.Any(f => f.FollowerId == userId))
            .OrderByDescending(p => p.CreatedAt)
            .ThenBy(p => p.Id)
            .Take(take)
            .Select(p => new { p.AuthorId, Item = new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt) })
            .ToListAsync();

        var feed = new List<FeedItem>(posts.Count);
        foreach (var post in posts)
        {
            if (await db.Follows.AnyAsync(f => f.FollowerId == userId && f.FolloweeId == post.AuthorId))
                feed.Add(post.Item);
        }

        return feed;
    }
}
