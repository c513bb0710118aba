using System.Net;
using System.Text.RegularExpressions;
using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Accounts;

/// <summary>Another e-mail address: nothing changes before its mailbox has answered, and the old one hears of it.</summary>
public sealed partial class EmailChangeTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Change_ByTheLinkInTheNewMailbox_HoldsTellsTheOldOneAndEndsOtherSessions()
    {
        var (visitor, person) = await host.RegisterAsync();
        var elsewhere = await host.SignInAsync(person.Email!);
        var wanted = New();
        var asked = await AskAsync(visitor, wanted);
        Assert.StartsWith("/account/email?sent=", Visitor.Goal(asked));
        Assert.Equal(person.Email, await EmailAsync(person));

        var page = await LinkAsync(person, wanted);
        await visitor.GetAsync(page);
        Assert.Equal(person.Email, await EmailAsync(person)); // opening the link is not enough
        Assert.Contains("is your address now", await (await visitor.SendAsync(page, "confirm")).Content.ReadAsStringAsync());

        Assert.Equal(wanted, await EmailAsync(person));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).StatusCode);
        Assert.StartsWith("/account/sign-in", Visitor.Goal(await elsewhere.GetAsync("/account")));
        await host.SignInAsync(wanted);
        await using var context = host.Contexts.CreateDbContext();
        var told = await context.OutgoingMails.SingleAsync(mail => mail.Recipient == person.Email && mail.Subject == "Your address for Latency Lab has changed");
        Assert.DoesNotContain(wanted, told.Body); // the old mailbox may be somebody else's by now
        Assert.True(await context.AuditEntries.AnyAsync(entry => entry.SubjectId == person.Id && entry.Action == AuditActions.EmailChanged));
        Assert.Contains("used already", WebUtility.HtmlDecode(await (await visitor.SendAsync(page, "confirm")).Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Link_WithAnotherAddressWrittenIntoIt_ChangesNothing()
    {
        var (visitor, person) = await host.RegisterAsync();
        var wanted = New();
        await AskAsync(visitor, wanted);
        var page = (await LinkAsync(person, wanted)).Replace(Uri.EscapeDataString(wanted), Uri.EscapeDataString(New()), StringComparison.Ordinal);

        await visitor.SendAsync(page, "confirm");

        Assert.Equal(person.Email, await EmailAsync(person));
    }

    [Fact]
    public async Task Link_WhoseAddressSomebodyRegisteredMeanwhile_ChangesNothing()
    {
        var (visitor, person) = await host.RegisterAsync();
        var wanted = New();
        await AskAsync(visitor, wanted);
        var page = await LinkAsync(person, wanted);
        await host.Visit().RegisterAsync("Grace", wanted);

        Assert.Contains("belongs to another account", WebUtility.HtmlDecode(await (await visitor.SendAsync(page, "confirm")).Content.ReadAsStringAsync()));

        Assert.Equal(person.Email, await EmailAsync(person));
    }

    [Fact]
    public async Task Ask_WithAWrongPasswordATakenOrOnesOwnAddress_IsRefusedAndSendsNothing()
    {
        var (visitor, person) = await host.RegisterAsync();
        var (_, other) = await host.RegisterAsync();

        Assert.Contains("This is not your password.", await TextAsync(await AskAsync(visitor, New(), "wrong password")));
        Assert.Contains("There is an account with this address already.", await TextAsync(await AskAsync(visitor, other.Email!)));
        Assert.Contains("This is your address already.", await TextAsync(await AskAsync(visitor, person.Email!.ToUpperInvariant())));
        Assert.Contains("This is no e-mail address.", await TextAsync(await AskAsync(visitor, "nonsense")));

        await using var context = host.Contexts.CreateDbContext();
        Assert.False(await context.OutgoingMails.AnyAsync(mail => mail.PersonId == person.Id && mail.Subject == "Confirm your new address for Latency Lab"));
    }

    private static string New() => $"{Guid.NewGuid():N}@new.example";

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string email, string password = AccountHost.Password) =>
        visitor.SendAsync("/account/email", "email", ("Input.Email", email), ("Input.Password", password));

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private async Task<string> EmailAsync(Person person)
    {
        await using var context = host.Contexts.CreateDbContext();
        return (await context.People.Where(each => each.Id == person.Id).Select(each => each.Email).SingleAsync())!;
    }

    private async Task<string> LinkAsync(Person person, string recipient)
    {
        await using var context = host.Contexts.CreateDbContext();
        var mail = await context.OutgoingMails.SingleAsync(each => each.PersonId == person.Id && each.Recipient == recipient);
        return new Uri(Link().Match(mail.Body).Value).PathAndQuery;
    }

    [GeneratedRegex(@"http://\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
