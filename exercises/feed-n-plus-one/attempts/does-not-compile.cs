// verdict: CompileError
// A property that the model does not have.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        return await db.Posts
            .OrderByDescending(p => p.CreatedAt)
            .Take(take)
            .Select(p => new FeedItem(p.Id, p.Text, p.Autor.Name, p.CreatedAt))
            .ToListAsync();
    }
}
