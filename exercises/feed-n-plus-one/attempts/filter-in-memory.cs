// verdict: OverBudget at Frugal
// Constant statements, but the posts table travels to the client to be filtered there.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        var followed = await db.Follows.Where(f => f.FollowerId == userId).Select(f => f.FolloweeId).ToHashSetAsync();
        var all = await db.Posts.Select(p => new { p.AuthorId, Item = new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt) }).ToListAsync();

        return [.. all
            .Where(p => followed.Contains(p.AuthorId))
            .Select(p => p.Item)
            .OrderByDescending(i => i.CreatedAt)
            .ThenBy(i => i.PostId)
            .Take(take)];
    }
}
