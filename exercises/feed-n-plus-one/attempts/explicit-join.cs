// verdict: Passed
// Joins written by hand in query syntax: the same single statement in shape.
using Microsoft.EntityFrameworkCore;

public sealed class FeedEndpoint(SocialContext db)
{
    public async Task<List<FeedItem>> GetAsync(int userId, int take)
    {
        var feed =
            from follow in db.Follows
            where follow.FollowerId == userId
            join post in db.Posts on follow.FolloweeId equals post.AuthorId
            join author in db.Users on post.AuthorId equals author.Id
            orderby post.CreatedAt descending, post.Id
            select new FeedItem(post.Id, post.Text, author.Name, post.CreatedAt);

        return await feed.Take(take).ToListAsync();
    }
}
