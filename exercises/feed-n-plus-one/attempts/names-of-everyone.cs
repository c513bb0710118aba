// verdict: OverBudget at Frugal
// Two statements at every size, but the second one fetches a name for every account there is.
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
        var names = await db.Users.ToDictionaryAsync(u => u.Id, u => u.Name);

        return [.. posts.Select(p => new FeedItem(p.Id, p.Text, names[p.AuthorId], p.CreatedAt))];
    }
}
