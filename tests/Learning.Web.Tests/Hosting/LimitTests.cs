using System.Net;
using System.Security.Claims;
using Learning.Web.Hosting;
using Learning.Web.Tests.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Learning.Web.Tests.Hosting;

/// <summary>What one visitor may take of the server, and what a browser may do with its pages.</summary>
public sealed class LimitTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Negotiate = "/_blazor/negotiate?negotiateVersion=1";

    [Fact]
    public async Task Pages_OneTooMany_CanBeReadAndSaySo_AndOpenNoCircuit()
    {
        await using var strict = new AccountHost(builder => builder.UseSetting("Limits:PagesPerPerson", "2"));
        var (visitor, person) = await strict.RegisterAsync();
        var open = strict.Services.GetRequiredService<OpenCircuits>();
        Assert.Equal(HttpStatusCode.OK, (await NegotiateAsync(visitor)).StatusCode);

        open.Add(person.Id, IPAddress.Loopback, 2);
        var page = await visitor.ReadAsync("/exercises");
        Assert.Contains("You have 2 pages open", page);
        Assert.Contains("Nothing is lost", page);
        Assert.DoesNotContain("Blazor:{\"type\":\"server\"", page);
        Assert.Contains("Feed, one author at a time", page);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await NegotiateAsync(visitor)).StatusCode);
        var (another, _) = await strict.RegisterAsync();
        Assert.DoesNotContain("pages open", await another.ReadAsync("/exercises"));

        open.Add(person.Id, IPAddress.Loopback, -2);
        Assert.Contains("Blazor:{\"type\":\"server\"", await visitor.ReadAsync("/exercises"));
    }

    [Fact]
    public void Pages_FromOneAddress_AreCountedOverAllPeople()
    {
        var open = new OpenCircuits(Options.Create(new SiteLimits { PagesPerAddress = 3 }));
        var address = IPAddress.Parse("10.1.2.3");
        for (var time = 0; time < 3; time++)
            open.Add(Guid.NewGuid(), address, 1);

        Assert.Contains("from your network", open.Refusal(new(), address));
        Assert.Null(open.Refusal(new(), IPAddress.Parse("10.1.2.4")));
    }

    [Fact]
    public async Task Circuit_IsCountedWhileItsBrowserIsConnected_AndNotWhileItIsAway()
    {
        var (open, person) = (new OpenCircuits(Options.Create(new SiteLimits { PagesPerPerson = 1 })), Guid.NewGuid());
        var user = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.ToString())], "test"));
        var count = new CircuitCount(open, new Known(user), new Microsoft.AspNetCore.Http.HttpContextAccessor());

        await count.OnConnectionUpAsync(null!, CancellationToken.None);
        Assert.NotNull(open.Refusal(user, null));
        await count.OnConnectionDownAsync(null!, CancellationToken.None);
        await count.OnConnectionDownAsync(null!, CancellationToken.None); // said twice, it counts once
        Assert.Null(open.Refusal(user, null));
        await count.OnConnectionUpAsync(null!, CancellationToken.None);
        Assert.NotNull(open.Refusal(user, null));
    }

    [Fact]
    public async Task Form_OfFiveMegabytes_IsRefusedWithASentenceAndChangesNothing()
    {
        var (visitor, _) = await host.RegisterAsync("Ada");

        var answer = await visitor.SendAsync("/account", "name", ("Input.Name", new string('a', 5 << 20)));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("nothing was saved", text);
        Assert.Contains("still has what you typed", text);
        Assert.Contains("default-src 'self'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Contains("value=\"Ada\"", await visitor.ReadAsync("/account"));
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/account/sign-in", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("/css/tokens.css", HttpStatusCode.OK)]
    public async Task Headers_OfEveryAnswer_KeepBrowsersFromWhatWeDoNotNeed(string path, HttpStatusCode status)
    {
        var answer = await host.Visit().GetAsync(path);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";
        var policy = Header("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries).ToDictionary(part => part.Split(' ')[0], StringComparer.Ordinal);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("default-src 'self'", policy["default-src"]);
        Assert.DoesNotContain("unsafe", policy["script-src"]);
        Assert.Equal("worker-src 'self' blob:", policy["worker-src"]);
        Assert.Equal("object-src 'none'", policy["object-src"]);
        Assert.Equal("base-uri 'self'", policy["base-uri"]);
        Assert.Equal("form-action 'self'", policy["form-action"]);
        Assert.Equal("frame-ancestors 'none'", policy["frame-ancestors"]);
        Assert.Equal(("nosniff", "DENY", "same-origin", "same-origin"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy")));
        Assert.Contains("camera=()", Header("Permissions-Policy"));
    }

    [Fact]
    public void Messages_OfCircuits_KeepTheirDefaultSize() =>
        Assert.Equal(32 * 1024, host.Services.GetRequiredService<IOptions<HubOptions>>().Value.MaximumReceiveMessageSize);

    private static async Task<HttpResponseMessage> NegotiateAsync(Visitor visitor)
    {
        using var nothing = new StringContent("");
        return await visitor.Client.PostAsync(new Uri(Negotiate, UriKind.Relative), nothing);
    }

    private sealed class Known(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
