using System.Net;
using System.Text.RegularExpressions;
using Learning.Web.Features.Integrations.Api;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Assessments;
using Learning.Web.Tests.Markings;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Integrations;

public sealed partial class HiringSettingsTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Page = "/settings/hiring";
    private readonly HiringDesks desks = new(host);

    [Fact]
    public async Task Token_IsShownOnce_WorksWithItsScopes_AndEndsWhenRevoked()
    {
        var grace = await desks.ManagerAsync();
        var shown = await (await grace.Browser.SendAsync(Page, "token", ("Token.Name", "Our ATS"), ("Token.Scopes", ApiScopes.AssessmentsRead), ("Token.Scopes", ApiScopes.ResultsRead), ("Token.Days", "30"))).Content.ReadAsStringAsync();
        var token = Token().Match(shown).Value;
        Assert.Matches("data-copy=\"secret\"[^>]*>Copy</button><span role=\"status\"", shown); // the script says there what came of copying
        var program = new ApiProgram(host.Visit().Client);
        program.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        Assert.Equal((200, 200, 403), ((await program.GetAsync("/api/v1/assessments")).Status, (await program.GetAsync("/api/v1/sittings")).Status, (await program.GetAsync("/api/v1/invitations")).Status));
        var page = await grace.Browser.ReadAsync(Page);
        Assert.Contains(token[..9], page, StringComparison.Ordinal);
        Assert.DoesNotContain(token, page, StringComparison.Ordinal);
        Assert.Contains("Our ATS", page, StringComparison.Ordinal);
        Assert.Contains("not let in any more", page, StringComparison.Ordinal); // said before it is revoked
        await using var context = host.Contexts.CreateDbContext();
        var row = await context.ApiTokens.SingleAsync(each => each.OrganisationId == grace.Organisation);

        await grace.Browser.SendAsync(Page, $"revoke-{row.Id}");

        Assert.Equal(401, (await program.GetAsync("/api/v1/assessments")).Status);
    }

    [Fact]
    public async Task Token_WithoutANameOrAScope_IsRefusedWithASentence()
    {
        var grace = await desks.ManagerAsync();

        Assert.Contains("A name is needed", await (await grace.Browser.SendAsync(Page, "token", ("Token.Days", "30"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Tick at least one thing", await (await grace.Browser.SendAsync(Page, "token", ("Token.Name", "x"), ("Token.Scopes", "everything"), ("Token.Days", "30"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_IsMadeTestedRenewedSwitchedAndRemoved_ByItsOwnManagersOnly()
    {
        await using var target = new HookTarget((_, _) => Task.CompletedTask);
        var grace = await desks.ManagerAsync();
        var eve = await desks.ManagerAsync();
        Assert.Contains("Only https://", await (await grace.Browser.SendAsync(Page, "webhook", ("Hook.Url", "http://shop.example/"), ("Hook.Events", "sitting.graded"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var made = await (await grace.Browser.SendAsync(Page, "webhook", ("Hook.Url", target.Address), ("Hook.Events", "sitting.graded"), ("Hook.Events", "appeal.asked"))).Content.ReadAsStringAsync();
        var secret = Secret().Match(WebUtility.HtmlDecode(made)).Value;
        var path = WebhookPath().Match(made).Value;

        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.GetAsync(path)).StatusCode);
        await grace.Browser.SendAsync(path, "test");
        for (var wait = 0; target.Taken.Count == 0 && wait < 100; wait++)
            await Task.Delay(50);
        Assert.Contains("\"type\":\"test\"", Assert.Single(target.Taken).Body, StringComparison.Ordinal);
        await using var context = host.Contexts.CreateDbContext();
        var delivery = await context.WebhookDeliveries.AsNoTracking().SingleAsync(row => context.Webhooks.Any(hook => hook.Id == row.WebhookId && hook.OrganisationId == grace.Organisation));
        Assert.Contains("Nothing has happened", await grace.Browser.ReadAsync($"{path}?payload={delivery.Id}"), StringComparison.Ordinal);
        var renewed = Secret().Match(WebUtility.HtmlDecode(await (await grace.Browser.SendAsync(path, "renew")).Content.ReadAsStringAsync())).Value;
        Assert.NotEqual(secret, renewed);
        await grace.Browser.SendAsync(path, "off");
        Assert.Contains("A webhook is switched off", await grace.Browser.ReadAsync(Page), StringComparison.Ordinal);
        await grace.Browser.SendAsync(path, "on");
        Assert.DoesNotContain("A webhook is switched off", await grace.Browser.ReadAsync(Page), StringComparison.Ordinal);
        await grace.Browser.SendAsync(path, "change", ("Input.Url", target.Address + "x"), ("Input.Events", "sitting.started"));
        Assert.Equal("sitting.started", (await context.Webhooks.AsNoTracking().SingleAsync(row => row.Id == delivery.WebhookId)).Events);
        await grace.Browser.SendAsync(path, "remove");
        Assert.Equal(HttpStatusCode.NotFound, (await grace.Browser.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Page_NamesWhatIsKept_AndOtherOrganisationsAreNotHere()
    {
        var grace = await desks.ManagerAsync();
        var eve = await desks.ManagerAsync();
        var markings = new MarkingDesks(host);
        var sitting = await markings.HandedInAsync(await markings.AssessmentAsync(grace.Organisation), "K3PT");

        Assert.Contains("K3PT", await grace.Browser.ReadAsync(Page), StringComparison.Ordinal);
        Assert.Contains(sitting.HandedInAt!.Value.AddDays(180).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture), await grace.Browser.ReadAsync($"{Page}/{grace.Organisation}"), StringComparison.Ordinal);
        Assert.DoesNotContain("K3PT", await eve.Browser.ReadAsync(Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.GetAsync($"{Page}/{grace.Organisation}")).StatusCode);
        Assert.Contains("/api/v1/assessments", await grace.Browser.ReadAsync($"{Page}/api"), StringComparison.Ordinal);
    }

    [GeneratedRegex("ll_[A-Za-z0-9_-]{43}", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("whsec_[A-Za-z0-9+/=]+", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("/settings/hiring/webhooks/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex WebhookPath();
}
