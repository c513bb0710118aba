// verdict: Passed
// Posts, then the names of exactly their authors: two statements at every size.
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

        var ids = posts.Select(p => p.AuthorId).Distinct().ToList();
        var names = await db.Users
            .Where(u => ids.Contains(u.Id))
            .Select(u => new { u.Id, u.Name })
            .ToDictionaryAsync(u => u.Id, u => u.Name);

        return [.. posts.Select(p => new FeedItem(p.Id, p.Text, names[p.AuthorId], p.CreatedAt))];
    }
}
