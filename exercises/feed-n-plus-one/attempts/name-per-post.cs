// verdict: OverBudget at Frugal
// The projection is right and the loop is still there: smaller rows, as many round trips.
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
            .Select(p => new { p.Id, p.AuthorId, p.Text, p.CreatedAt })
            .ToListAsync();

        var feed = new List<FeedItem>(posts.Count);
        foreach (var post in posts)
        {
            var name = await db.Users.Where(u => u.Id == post.AuthorId).Select(u => u.Name).SingleAsync();
            feed.Add(new FeedItem(post.Id, post.Text, name, post.CreatedAt));
        }

        return feed;
    }
}
