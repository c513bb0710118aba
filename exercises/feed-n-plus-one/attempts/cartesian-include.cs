// verdict: OverBudget at Frugal
// Including the author's followers multiplies every post by each of them: a cartesian explosion in one statement.
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
            .ThenInclude(a => a.Followers)
            .AsNoTracking()
            .ToListAsync();

        return [.. posts.Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))];
    }
}
