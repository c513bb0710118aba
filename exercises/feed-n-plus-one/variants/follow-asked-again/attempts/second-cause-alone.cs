// verdict: OverBudget at Frugal
// Nobody asks a second time who is followed. The authors are still fetched one at a time.
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
            .AsNoTracking()
            .ToListAsync();

        var feed = new List<FeedItem>(posts.Count);
        foreach (var post in posts)
        {
            var author = await db.Users.SingleAsync(u => u.Id == post.AuthorId);
            feed.Add(new FeedItem(post.Id, post.Text, author.Name, post.CreatedAt));
        }

        return feed;
    }
}
