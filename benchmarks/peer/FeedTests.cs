using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

/// <summary>The right posts in the right order, and no more than three statements: what a test of a team's own would look at.</summary>
public sealed class FeedTests
{
    [Fact]
    public async Task Feed_OfABusyUser_IsRightAndFrugal()
    {
        var counter = new Counter();
        var options = new DbContextOptionsBuilder<SocialContext>().UseNpgsql(Environment.GetEnvironmentVariable("PEER_DATABASE")).AddInterceptors(counter).Options;
        await using var context = new SocialContext(options);
        var user = await context.Follows.GroupBy(follow => follow.FollowerId).Where(group => group.Count() >= 700).OrderBy(group => group.Key).Select(group => group.Key).FirstAsync();
        var expected = await context.Posts.Where(post => context.Follows.Any(follow => follow.FollowerId == user && follow.FolloweeId == post.AuthorId))
            .OrderByDescending(post => post.CreatedAt).ThenBy(post => post.Id).Take(20).Select(post => post.Id).ToListAsync();
        counter.Count = 0;

        var items = await new FeedEndpoint(context).GetAsync(user, 20);

        Assert.Equal(expected, items.Select(item => item.PostId));
        Assert.InRange(counter.Count, 1, 3);
    }

    private sealed class Counter : DbCommandInterceptor
    {
        public int Count { get; set; }

        public override ValueTask<InterceptionResult<System.Data.Common.DbDataReader>> ReaderExecutingAsync(
            System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<System.Data.Common.DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return new(result);
        }
    }
}
