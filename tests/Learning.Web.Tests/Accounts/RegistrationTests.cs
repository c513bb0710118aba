using System.Net;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Accounts;

/// <summary>Anonymous work and accounts: nothing is lost on the way from one to the other.</summary>
public sealed class RegistrationTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Register_AfterAnonymousWork_KeepsItUnderTheSameId()
    {
        var visitor = host.Visit();
        var learner = await visitor.LearnerAsync(host);
        await host.SubmissionAsync(learner);

        var answer = await visitor.RegisterAsync("Ada Lovelace", "ada@lab.example");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(learner, (await context.People.SingleAsync(person => person.Email == "ada@lab.example")).Id);
        Assert.Contains("Attempt 1", await visitor.ReadAsync("/submissions"));
        Assert.Contains("Ada Lovelace", await visitor.ReadAsync("/"));
    }

    [Fact]
    public async Task Register_WithWhatIsWrong_SaysItBesideTheFieldsAndAbove()
    {
        var visitor = host.Visit();
        var html = WebUtility.HtmlDecode(await (await visitor.RegisterAsync("", "no address", "short")).Content.ReadAsStringAsync());

        Assert.Contains("2 things to put right", html);
        Assert.Contains("<a href=\"/account/register#email\"", html);
        Assert.Contains("This is no e-mail address.", html);
        Assert.Contains("id=\"name-fault\"", html);
        Assert.DoesNotContain("value=\"short\"", html);
        Assert.Contains("At least 10 characters", await (await visitor.RegisterAsync("Ada", $"{Guid.NewGuid():N}@lab.example", "short")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Register_Twice_IsOneAccountAndBothTimesSignedIn()
    {
        var (visitor, other, email) = (host.Visit(), host.Visit(), $"{Guid.NewGuid():N}@lab.example");

        var answers = await Task.WhenAll(visitor.RegisterAsync("Twice", email), other.RegisterAsync("Twice", email));

        Assert.All(answers, answer => Assert.Equal("/", Visitor.Goal(answer)));
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(1, await context.People.CountAsync(person => person.Email == email));
    }

    [Fact]
    public async Task Register_WithATakenAddressAndAnotherPassword_IsRefused()
    {
        var (_, person) = await host.RegisterAsync();

        var answer = await host.Visit().RegisterAsync("Eve", person.Email!, "another password");

        Assert.Contains(AccountWords.Taken, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task SignIn_OnABrowserWithWork_TakesItOverBehindOnesOwn()
    {
        var (_, person) = await host.RegisterAsync();
        var own = await host.SubmissionAsync(person.Id);
        var elsewhere = host.Visit();
        var learner = await elsewhere.LearnerAsync(host);
        var brought = await host.SubmissionAsync(learner);
        await DraftAsync(person.Id, "older", minute: 1);
        await DraftAsync(learner, "newer", minute: 2);
        await ReadAsync(person.Id, "a/one");
        await ReadAsync(learner, "a/one");
        await ReadAsync(learner, "a/two");

        await elsewhere.SendAsync("/account/sign-in", "sign-in", ("Input.Email", person.Email!), ("Input.Password", AccountHost.Password));

        await using var context = host.Contexts.CreateDbContext();
        var rows = await context.Submissions.Where(row => row.LearnerId == person.Id).ToDictionaryAsync(row => row.Id, row => row.Number);
        Assert.Equal((1, 2), (rows[own], rows[brought]));
        Assert.Equal("newer", (await context.Drafts.SingleAsync(draft => draft.LearnerId == person.Id)).Source);
        Assert.Equal(2, await context.LessonReads.CountAsync(read => read.LearnerId == person.Id));
        Assert.False(await context.Learners.AnyAsync(row => row.Id == learner));
        Assert.Contains("Attempt 2", await elsewhere.ReadAsync("/submissions"));
    }

    [Fact]
    public async Task SignIn_WhileBothHaveOneRunning_FetchesTheOtherWhenItIsDone()
    {
        var (_, person) = await host.RegisterAsync();
        await host.SubmissionAsync(person.Id, 1, status: SubmissionStatus.Running);
        var elsewhere = host.Visit();
        var learner = await elsewhere.LearnerAsync(host);
        var running = await host.SubmissionAsync(learner, 1, status: SubmissionStatus.Running);
        await elsewhere.SendAsync("/account/sign-in", "sign-in", ("Input.Email", person.Email!), ("Input.Password", AccountHost.Password));
        var takeover = host.Services.GetRequiredService<WorkTakeover>();
        Assert.Contains((learner, person.Id), await takeover.UnfinishedAsync(CancellationToken.None));

        await using (var context = host.Contexts.CreateDbContext())
            await context.Submissions.Where(row => row.Id == running).ExecuteUpdateAsync(row => row.SetProperty(each => each.Status, SubmissionStatus.Graded));
        await takeover.MoveAsync(learner, person.Id, CancellationToken.None);

        await using var after = host.Contexts.CreateDbContext();
        var moved = await after.Submissions.SingleAsync(row => row.Id == running);
        Assert.Equal((person.Id, 2), (moved.LearnerId, moved.Number));
        Assert.False(await after.Learners.AnyAsync(row => row.Id == learner));
    }

    [Fact]
    public async Task Takeover_OfSomebodyWithAnAccount_MovesNothing()
    {
        var (_, victim) = await host.RegisterAsync();
        var (_, thief) = await host.RegisterAsync();
        var id = await host.SubmissionAsync(victim.Id);

        await host.Services.GetRequiredService<WorkTakeover>().MoveAsync(victim.Id, thief.Id, CancellationToken.None);

        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(victim.Id, (await context.Submissions.SingleAsync(row => row.Id == id)).LearnerId);
    }

    [Fact]
    public async Task AnonymousCookie_KeptFromBeforeRegistering_IsWorthNothing()
    {
        var visitor = host.Visit();
        var first = await visitor.GetAsync("/");
        var cookie = first.Headers.GetValues("Set-Cookie").Single(each => each.StartsWith("learner=", StringComparison.Ordinal)).Split(';')[0];
        var learner = await visitor.LearnerAsync(host);
        await visitor.RegisterAsync("Ada", $"{Guid.NewGuid():N}@lab.example");
        var id = await host.SubmissionAsync(learner);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/submissions/{id}/report.json");
        request.Headers.Add("Cookie", cookie);
        var answer = await host.Visit().Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task SignOut_LeavesANewLearnerAndNoWayBack()
    {
        var (visitor, person) = await host.RegisterAsync();
        var id = await host.SubmissionAsync(person.Id);
        Assert.Contains("feed-n-plus-one", await visitor.ReadAsync("/submissions"));

        Assert.Equal("/", Visitor.Goal(await visitor.SendAsync("/account", "/account/sign-out", ("leave", "yes"))));

        Assert.DoesNotContain("feed-n-plus-one", await visitor.ReadAsync("/submissions"));
        Assert.NotEqual(person.Id, await visitor.LearnerAsync(host));
        Assert.Contains("Not here, or not yours.", await visitor.ReadAsync($"/submissions/{id}"));
    }

    [Fact]
    public async Task Post_WithoutTheAntiforgeryToken_ChangesNothingAndShowsTheFormAgain()
    {
        var (visitor, _) = await host.RegisterAsync();
        using var rename = new FormUrlEncodedContent([new("_handler", "name"), new("Input.Name", "Eve")]);
        using var leave = new FormUrlEncodedContent([new("leave", "yes")]);

        var answer = await visitor.Client.PostAsync(new Uri("/account", UriKind.Relative), rename);
        Assert.Equal((HttpStatusCode.SeeOther, "/account"), (answer.StatusCode, Visitor.Goal(answer)));
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Client.PostAsync(new Uri("/account/sign-out", UriKind.Relative), leave)).StatusCode);
        Assert.DoesNotContain("Eve", await visitor.ReadAsync("/account"));
    }

    [Theory]
    [InlineData("/submissions", "/submissions")]
    [InlineData("//evil.example", "/")]
    [InlineData(@"/\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData(null, "/")]
    public void ReturnAddress_ThatLeavesTheSite_IsNotFollowed(string? asked, string expected) => Assert.Equal(expected, LocalAddress.Or(asked, "/"));

    private async Task DraftAsync(Guid learner, string source, int minute)
    {
        await using var context = host.Contexts.CreateDbContext();
        context.Drafts.Add(new() { LearnerId = learner, ExerciseSlug = "feed-n-plus-one", Source = source, UpdatedAt = DateTimeOffset.UnixEpoch.AddMinutes(minute) });
        await context.SaveChangesAsync();
    }

    private async Task ReadAsync(Guid learner, string lesson)
    {
        await using var context = host.Contexts.CreateDbContext();
        context.LessonReads.Add(new() { LearnerId = learner, Lesson = lesson, At = DateTimeOffset.UnixEpoch });
        await context.SaveChangesAsync();
    }
}
