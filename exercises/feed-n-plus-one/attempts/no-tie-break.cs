// verdict: WrongAnswer at Correct
// Without a second sort key, posts of one tick come in whatever order the index or the sort leaves them.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        return await db.Posts
            .Where(p => p.Author.Followers.Any(f => f.FollowerId == userId))
            .OrderByDescending(p => p.CreatedAt)
            .Take(take)
            .Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))
            .ToListAsync();
    }
}
