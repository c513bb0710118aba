// verdict: OverBudget at Frugal
// One statement, but every post drags its author's whole row along: bio, links and all, for the sake of a name.
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
            .Include(p => p.Author)
            .AsNoTracking()
            .ToListAsync();

        return [.. posts.Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))];
    }
}
