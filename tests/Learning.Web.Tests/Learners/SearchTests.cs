using System.Net.Http.Json;
using System.Security.Claims;
using Learning.Grading.Reports;
using Learning.Web.Features.Account;
using Learning.Web.Features.Search;
using Learning.Web.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Learners;

public sealed class SearchTests(AccountHost host) : IClassFixture<AccountHost>
{
    private readonly LearnerDesks desks = new(host);

    [Theory]
    [InlineData("feed", "/exercises/feed-n-plus-one")]
    [InlineData("n+1", "/learn/queries-from-code/n-plus-one-and-its-relatives")]
    [InlineData("percentlies", "/learn/measure-first/latency-and-percentiles")]
    [InlineData("compsite index", "/learn/indexes-and-plans/column-order-in-a-composite-index")]
    [InlineData("rollback", "/incidents/the-rollback-that-did-not-help")]
    [InlineData("53300", "/words#53300")]
    [InlineData("OVER budget", "/words#over-budget")]
    [InlineData("serialization", "/words#40001")]
    public async Task Find_WhatSomebodyTypes_FindsIt(string typed, string href)
    {
        var groups = await FindAsync(typed);

        Assert.Contains(href, groups.SelectMany(group => group.Hits).Select(hit => hit.Href));
    }

    [Fact]
    public async Task Find_HeadingOfALesson_LeadsToItsAnchor()
    {
        var hits = (await FindAsync("explain")).Where(group => group.Name == SearchIndex.Sections).SelectMany(group => group.Hits).ToList();

        Assert.NotEmpty(hits);
        var page = await host.Visit().ReadAsync(hits[0].Href.Split('#')[0]);
        Assert.Contains($"id=\"{hits[0].Href.Split('#')[1]}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_OwnSubmissions_AreFound_AndNobodyElses()
    {
        var (ada, eve) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"));
        var hers = await desks.HandInAsync(ada, "deep-pages", Verdict.OverBudget);

        Assert.Contains((await FindAsync("thousand rows over budget", ada)).SelectMany(group => group.Hits), hit => hit.Href == $"/submissions/{hers}");
        Assert.DoesNotContain((await FindAsync("thousand rows over budget", eve)).SelectMany(group => group.Hits), hit => hit.Href.StartsWith("/submissions/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_PagesOfARole_AreForThatRole()
    {
        Assert.DoesNotContain((await FindAsync("audit log")).SelectMany(group => group.Hits), hit => hit.Href == "/admin/audit");
        Assert.Contains((await FindAsync("audit log", Guid.NewGuid(), Roles.Learner, Roles.Administrator)).SelectMany(group => group.Hits), hit => hit.Href == "/admin/audit");
        Assert.Contains((await FindAsync("cohorts", Guid.NewGuid(), Roles.Learner, Roles.Mentor)).SelectMany(group => group.Hits), hit => hit.Href == "/cohorts");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("qqqzzzxxx")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'; DROP TABLE people; --")]
    public async Task Find_NothingThatFits_IsAnEmptyAnswer(string typed)
    {
        var visitor = host.Visit();
        await visitor.LearnerAsync(host);

        var answer = await visitor.Client.GetFromJsonAsync<List<SearchGroup>>(new Uri($"/search.json?q={Uri.EscapeDataString(typed)}", UriKind.Relative));

        Assert.Empty(answer!);
    }

    [Fact]
    public async Task Find_AVeryLongText_IsCutAndAnswered() => Assert.NotNull(await FindAsync(string.Concat(Enumerable.Repeat("index ", 1000))));

    private Task<IReadOnlyList<SearchGroup>> FindAsync(string typed, Guid? person = null, params string[] roles) => host.Services.GetRequiredService<SearchDesk>().FindAsync(
        typed, new(new ClaimsIdentity([.. person is { } id ? new Claim[] { new(ClaimTypes.NameIdentifier, id.ToString()) } : [], .. roles.Select(role => new Claim(ClaimTypes.Role, role))], "test")), CancellationToken.None);
}
