using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Submissions;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using System.Security.Claims;

namespace Learning.Web.Tests.Hosting;

public sealed partial class HostTests(LabHost host) : IClassFixture<LabHost>
{
    [Fact]
    public async Task Model_AgainstMigrations_HasNoPendingChange()
    {
        await using var context = Contexts.CreateDbContext();
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Home_FirstVisit_HasPolicyThatCoversItsInlineScripts()
    {
        var response = await host.CreateClient().GetAsync("/");
        var html = await response.Content.ReadAsStringAsync();
        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe-eval", policy);
        var inline = InlineScript().Matches(html);
        Assert.NotEmpty(inline);
        Assert.All(inline, script => Assert.Contains($"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups["code"].Value)))}", policy));
    }

    [Fact]
    public async Task Browser_OnItsSecondPage_IsTheSameLearner()
    {
        var client = host.CreateClient();
        var first = Name(await client.GetStringAsync("/"));
        Assert.Equal(first, Name(await client.GetStringAsync("/learn")));
        Assert.NotEqual(first, Name(await host.CreateClient().GetStringAsync("/")));
    }

    [Theory]
    [InlineData("/no-such-page")]
    [InlineData("/learn/no-such-track")]
    [InlineData("/learn/queries-from-code/no-such-lesson")]
    public async Task Page_ThatIsNotThere_SaysSo(string path)
    {
        var response = await host.CreateClient().GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Not here, or not yours.", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Submission_OfSomebodyElse_IsNotFound()
    {
        var (mine, theirs) = (await LearnerAsync(), await LearnerAsync());
        var id = await RowAsync(theirs, SubmissionStatus.Graded);
        Assert.NotNull(await DeskOf(theirs).FindAsync(id, CancellationToken.None));
        Assert.Null(await DeskOf(mine).FindAsync(id, CancellationToken.None));
        Assert.Empty(await DeskOf(mine).ListAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task Submission_SecondWhileFirstWaits_IsRefusedWithASentence()
    {
        var learner = await LearnerAsync();
        await RowAsync(learner, SubmissionStatus.Running);
        var answer = await DeskOf(learner).HandInAsync("feed-n-plus-one", "class A;", SubmissionKind.Submit, CancellationToken.None);
        Assert.Null(answer.Id);
        Assert.Contains("still being run", answer.Refusal);
    }

    [Fact]
    public async Task Submission_OfAVariant_IsKeptAndGradedAsThatVariant()
    {
        var learner = await LearnerAsync();
        var variant = host.Services.GetRequiredService<ExerciseLibrary>().Find("feed-n-plus-one", 5)!;

        var id = (await DeskOf(learner).HandInAsync("feed-n-plus-one", 5, "class A;", SubmissionKind.Submit, CancellationToken.None)).Id!.Value;

        await using (var context = Contexts.CreateDbContext())
        {
            var row = await context.Submissions.AsNoTracking().SingleAsync(row => row.Id == id);
            Assert.Equal((5, variant.Revision), (row.Variant, row.Revision));
        }
        Assert.Equal(5, (await DeskOf(learner).FindAsync(id, CancellationToken.None))!.Row.Variant);
    }

    [Fact]
    public async Task Submission_OfAVariantThatIsNone_IsRefused()
    {
        var answer = await DeskOf(await LearnerAsync()).HandInAsync("feed-n-plus-one", 0, "class A;", SubmissionKind.Submit, CancellationToken.None);
        Assert.Null(answer.Id);
        Assert.Contains("not here", answer.Refusal);
    }

    [Fact]
    public async Task Running_LeftByAKilledServer_WaitsAgainAtStart()
    {
        var learner = await LearnerAsync();
        var id = await RowAsync(learner, SubmissionStatus.Running);
        var waiting = await host.Services.GetRequiredService<SubmissionLedger>().RecoverAsync(CancellationToken.None);
        Assert.Contains((learner, id), waiting);
    }

    private IDbContextFactory<LabContext> Contexts => host.Services.GetRequiredService<IDbContextFactory<LabContext>>();

    private static string Name(string html) => LearnerName().Match(html).Value is { Length: > 0 } name ? name : throw new InvalidOperationException("The page names no learner.");

    private async Task<Guid> LearnerAsync()
    {
        await using var context = Contexts.CreateDbContext();
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = TimeProvider.System.GetUtcNow() };
        context.Learners.Add(learner);
        await context.SaveChangesAsync();
        return learner.Id;
    }

    private async Task<Guid> RowAsync(Guid learner, SubmissionStatus status)
    {
        await using var context = Contexts.CreateDbContext();
        var row = new Submission
        {
            Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = "feed-n-plus-one", Revision = "r", Kind = SubmissionKind.Submit,
            Number = 1, Source = "class A;", Status = status, CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        context.Submissions.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    private SubmissionDesk DeskOf(Guid learner) => ActivatorUtilities.CreateInstance<SubmissionDesk>(host.Services, new CurrentLearner(new SignedIn(learner)));

    [GeneratedRegex("<script(?![^>]*src=)[^>]*>(?<code>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineScript();

    [GeneratedRegex("learner-[0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LearnerName();

    private sealed class SignedIn(Guid learner) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, learner.ToString())], "test"))));
    }
}
