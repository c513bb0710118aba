// verdict: OverBudget at Frugal
// One question per post, and a text full of beginnings of comments: whoever compares statements must not read it over and over.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        await db.Database.ExecuteSqlRawAsync("SELECT length('" + string.Concat(Enumerable.Repeat("/*x", 340_000)) + "')");
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
