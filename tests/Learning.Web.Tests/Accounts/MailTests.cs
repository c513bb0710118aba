using System.Globalization;
using System.Net;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Accounts;

public sealed class MailTests
{
    [Fact]
    public async Task MailServer_ThatIsDown_DelaysTheMailAndNothingElse()
    {
        var port = MailServer.FreePort();
        await using var host = new AccountHost(builder =>
        {
            builder.UseSetting("Mail:Host", "127.0.0.1");
            builder.UseSetting("Mail:Port", port.ToString(CultureInfo.InvariantCulture));
            builder.UseSetting("Mail:StartTls", "false");
            builder.UseSetting("Mail:From", "lab@lab.example");
            builder.UseSetting("Mail:SiteAddress", "https://lab.example/");
        });
        var (visitor, person) = await host.RegisterAsync();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).StatusCode);
        var waiting = await UntilAsync(host, person, mail => mail.LastError is not null);
        Assert.Null(waiting.SentAt);
        Assert.Contains("/account/confirm", waiting.Body);

        await using var server = new MailServer(port);
        var sent = await UntilAsync(host, person, mail => mail.SentAt is not null);

        Assert.True(sent.Tries > 1);
        Assert.Empty(sent.Body); // it held a way into the account
        var text = Assert.Single(server.Taken);
        Assert.Contains($"To: {person.Email}", text);
        Assert.Contains("https://lab.example/account/confirm?person", text.Replace("=\n", "", StringComparison.Ordinal)); // quoted-printable folds lines
    }

    [Fact]
    public async Task DevelopmentMail_OutsideOfDevelopment_IsNotThereAndNoMailIsPromised()
    {
        await using var host = new AccountHost(builder => builder.UseSetting("environment", "Production"));
        var (visitor, person) = await host.RegisterAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/development/mail")).StatusCode);
        Assert.Contains("sends no mail", await host.Visit().ReadAsync("/account/forgotten"));
        await using var context = host.Contexts.CreateDbContext();
        Assert.False(await context.OutgoingMails.AnyAsync(mail => mail.PersonId == person.Id));
    }

    private static async Task<OutgoingMail> UntilAsync(AccountHost host, Person person, Func<OutgoingMail, bool> reached)
    {
        for (var time = 0; time < 300; time++)
        {
            await using var context = host.Contexts.CreateDbContext();
            if (await context.OutgoingMails.AsNoTracking().SingleOrDefaultAsync(mail => mail.PersonId == person.Id) is { } mail && reached(mail))
                return mail;
            await Task.Delay(100);
        }
        throw new TimeoutException("The mail did not get there within 30 s.");
    }
}
