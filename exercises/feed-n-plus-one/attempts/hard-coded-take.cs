// verdict: WrongAnswer at Correct
// The page size is an argument. Hidden draws and the growth steps ask for other sizes than 20.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        return await db.Posts
            .Where(p => p.Author.Followers.Any(f => f.FollowerId == userId))
            .OrderByDescending(p => p.CreatedAt)
            .ThenBy(p => p.Id)
            .Take(20)
            .Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))
            .ToListAsync();
    }
}
