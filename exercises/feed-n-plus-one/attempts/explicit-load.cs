// verdict: OverBudget at Frugal
// Explicit loading in a loop is lazy loading written out: one statement for each author not yet tracked.
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
            .ToListAsync();

        foreach (var post in posts)
        {
            await db.Entry(post).Reference(p => p.Author).LoadAsync();
        }

        return [.. posts.Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))];
    }
}
