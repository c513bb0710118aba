// verdict: OverBudget at Fast
// Slow, and while it waits to be called it keeps both processors from whoever it is compared with. It stands still then.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    private static volatile bool resting;
    private static int begun;

    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        resting = false;
        if (Interlocked.Exchange(ref begun, 1) == 0)
        {
            for (var i = 0; i < 16; i++)
                new Thread(Spin) { IsBackground = true }.Start();
        }
        var feed = await db.Posts
            .Where(p => p.Author.Followers.Any(f => f.FollowerId == userId))
            .OrderByDescending(p => p.CreatedAt)
            .ThenBy(p => p.Id)
            .Take(take)
            .Select(p => new FeedItem(p.Id, p.Text, p.Author.Name, p.CreatedAt))
            .ToListAsync();
        Thread.Sleep(25);
        resting = true;
        return feed;
    }

    private static void Spin()
    {
        while (true)
        {
            if (!resting)
                Thread.Sleep(1);
        }
    }
}
