using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Accounts;

/// <summary>A site that knows a provider, and the provider.</summary>
public sealed class ProvidedHost : IAsyncLifetime
{
    internal IdentityProvider Provider { get; private set; } = null!;
    internal AccountHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Provider = await IdentityProvider.StartAsync();
        Host = new(builder => builder
            .UseSetting("Accounts:Oidc:Name", "Example Corp").UseSetting("Accounts:Oidc:ClientId", "lab").UseSetting("Accounts:Oidc:ClientSecret", "a secret")
            .UseSetting("Accounts:Oidc:AuthorizationEndpoint", $"{Provider.Address}/authorize").UseSetting("Accounts:Oidc:TokenEndpoint", $"{Provider.Address}/token")
            .UseSetting("Accounts:Oidc:UserInfoEndpoint", $"{Provider.Address}/userinfo"));
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

public sealed class ExternalSignInTests(ProvidedHost provided) : IClassFixture<ProvidedHost>
{
    private readonly AccountHost host = provided.Host;
    private readonly IdentityProvider provider = provided.Provider;

    [Fact]
    public async Task Provider_ThatIsConfigured_SignsInAndKeepsTheWork()
    {
        provider.User = new { sub = "42", name = "Grace Hopper", email = "grace@corp.example", email_verified = true };
        var visitor = host.Visit();
        Assert.Contains("Sign in with Example Corp", await visitor.ReadAsync("/account/sign-in"));
        var learner = await visitor.LearnerAsync(host);
        await host.SubmissionAsync(learner);

        Assert.Equal("/submissions", await GoAsync(visitor, "/submissions"));

        Assert.Contains("Grace Hopper", await visitor.ReadAsync("/account"));
        Assert.Contains("feed-n-plus-one", await visitor.ReadAsync("/submissions"));
        var elsewhere = host.Visit();
        await GoAsync(elsewhere, "/");
        Assert.Contains("feed-n-plus-one", await elsewhere.ReadAsync("/submissions"));
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal((learner, 1), (await context.People.Where(person => person.Email == "grace@corp.example").Select(person => person.Id).SingleAsync(), await context.People.CountAsync(person => person.Name == "Grace Hopper")));
    }

    [Theory]
    [InlineData(true, true, "/")]
    [InlineData(true, false, "/account/sign-in?external=unconfirmed")]
    [InlineData(false, true, "/account/sign-in?external=unconfirmed")]
    public async Task Provider_WithTheAddressOfAnAccount_JoinsItOnlyWhenBothHaveSeenTheMailbox(bool here, bool there, string goal)
    {
        var (_, person) = await host.RegisterAsync();
        await using var context = host.Contexts.CreateDbContext();
        await context.People.Where(each => each.Id == person.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.EmailConfirmed, here));
        provider.User = new { sub = person.Id.ToString(), name = "Ada", email = person.Email, email_verified = there };

        Assert.Equal(goal, await GoAsync(host.Visit(), "/"));
    }

    [Fact]
    public async Task Provider_ThatRefuses_SaysSoAtSignIn()
    {
        var visitor = host.Visit();

        var answer = await visitor.GetAsync("/account/external/callback?error=access_denied");

        Assert.Equal("/account/sign-in?external=failed", Visitor.Goal(answer));
        Assert.Contains("did not sign you in", await visitor.ReadAsync("/account/sign-in?external=failed"));
    }

    [Fact]
    public async Task Provider_OfADisabledPerson_IsRefused()
    {
        provider.User = new { sub = "7", name = "Bob", email = "bob@corp.example", email_verified = true };
        await GoAsync(host.Visit(), "/");
        await using var context = host.Contexts.CreateDbContext();
        await context.People.Where(each => each.Email == "bob@corp.example").ExecuteUpdateAsync(row => row.SetProperty(each => each.DisabledAt, DateTimeOffset.UtcNow));

        Assert.Equal("/account/sign-in?external=closed", await GoAsync(host.Visit(), "/"));
    }

    /// <summary>Follows the redirections as a browser would, to the provider and back.</summary>
    private static async Task<string?> GoAsync(Visitor visitor, string returnUrl)
    {
        var challenge = await visitor.GetAsync($"/account/external?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var back = (await browser.GetAsync(challenge.Headers.Location)).Headers.Location!;
        var complete = Visitor.Goal(await visitor.GetAsync(back.PathAndQuery))!;
        return complete.StartsWith("/account/external/complete", StringComparison.Ordinal) ? Visitor.Goal(await visitor.GetAsync(complete)) : complete;
    }
}
