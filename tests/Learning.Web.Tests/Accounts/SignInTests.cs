using System.Net;
using System.Text.RegularExpressions;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Administration;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Accounts;

public sealed partial class SignInTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task SignIn_OnAnotherBrowser_BringsOnesOwnWorkBack()
    {
        var (_, person) = await host.RegisterAsync();
        await host.SubmissionAsync(person.Id);

        Assert.Contains("feed-n-plus-one", await (await host.SignInAsync(person.Email!)).ReadAsync("/submissions"));
    }

    [Fact]
    public async Task SignIn_FiveTimesWrong_ClosesTheAccountForAWhileAndIsWrittenDown()
    {
        var (_, person) = await host.RegisterAsync();
        for (var time = 0; time < 5; time++)
            await TryAsync(person.Email!, "wrong password");

        Assert.Contains("Too many wrong tries", await TryAsync(person.Email!, AccountHost.Password));
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(AuditActions.LockedOut, (await context.AuditEntries.SingleAsync(entry => entry.SubjectId == person.Id)).Action);
    }

    [Fact]
    public async Task SignIn_UnknownAddressAndWrongPassword_SayTheSame()
    {
        var (_, person) = await host.RegisterAsync();

        Assert.Contains("do not go together", await TryAsync(person.Email!, "wrong password"));
        Assert.Contains("do not go together", await TryAsync("nobody@lab.example", "wrong password"));
    }

    [Fact]
    public async Task Reset_ByTheLinkInTheMail_ChangesThePasswordOnceAndEndsOtherSessions()
    {
        var (visitor, person) = await host.RegisterAsync();
        Assert.Contains("on its way", await (await host.Visit().SendAsync("/account/forgotten", "forgotten", ("Input.Email", person.Email!))).Content.ReadAsStringAsync());
        var link = Link().Match(await MailAsync(person, "A new password for Latency Lab")).Value;
        var page = new Uri(link).PathAndQuery;

        var answer = await host.Visit().SendAsync(page, "reset", ("Input.Password", "a new password"));

        Assert.Equal("/account/sign-in?reset=done", Visitor.Goal(answer));
        Assert.Contains("used already", await (await host.Visit().SendAsync(page, "reset", ("Input.Password", "yet another one"))).Content.ReadAsStringAsync());
        Assert.Contains("do not go together", await TryAsync(person.Email!, AccountHost.Password));
        await host.SignInAsync(person.Email!, "a new password");
        Assert.StartsWith("/account/sign-in", Visitor.Goal(await visitor.GetAsync("/account")));
    }

    [Fact]
    public async Task Forgotten_ForAnUnknownAddress_SaysTheSameAndSendsNothing()
    {
        await using var context = host.Contexts.CreateDbContext();
        var before = await context.OutgoingMails.CountAsync();

        Assert.Contains("on its way", await (await host.Visit().SendAsync("/account/forgotten", "forgotten", ("Input.Email", "nobody@lab.example"))).Content.ReadAsStringAsync());

        Assert.Equal(before, await context.OutgoingMails.CountAsync());
    }

    [Fact]
    public async Task Confirm_ByTheLinkInTheMail_NeedsTheButton()
    {
        var (_, person) = await host.RegisterAsync();
        var page = new Uri(Link().Match(await MailAsync(person, "Confirm your address for Latency Lab")).Value).PathAndQuery;
        var visitor = host.Visit();
        await visitor.GetAsync(page);
        await using var context = host.Contexts.CreateDbContext();
        Assert.False(await context.People.Where(each => each.Id == person.Id).Select(each => each.EmailConfirmed).SingleAsync());

        Assert.Contains("is confirmed", await (await visitor.SendAsync(page, "confirm")).Content.ReadAsStringAsync());

        Assert.True(await context.People.Where(each => each.Id == person.Id).Select(each => each.EmailConfirmed).SingleAsync());
    }

    [Fact]
    public async Task TwoFactor_OnceEnrolled_AsksForTheCodeAndTakesARecoveryCodeOnce()
    {
        var (visitor, person) = await host.RegisterAsync();
        await visitor.SendAsync("/account/authenticator", "begin");
        var page = await visitor.ReadAsync("/account/authenticator");
        Assert.Contains("<path d=\"M", page);
        var key = Key().Match(page).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("not the app's", WebUtility.HtmlDecode(await (await visitor.SendAsync("/account/authenticator", "enrol", ("Code.Code", "000000"))).Content.ReadAsStringAsync()));
        var codes = RecoveryCode().Matches(await (await visitor.SendAsync("/account/authenticator", "enrol", ("Code.Code", Totp.Now(key)))).Content.ReadAsStringAsync());
        Assert.Equal(10, codes.Count);

        var (phone, lost) = (host.Visit(), host.Visit());
        Assert.StartsWith("/account/two-factor", Visitor.Goal(await PasswordAsync(phone, person.Email!)));
        Assert.StartsWith("/account/sign-in", Visitor.Goal(await phone.GetAsync("/account")));
        Assert.Contains("This code is not right", await (await phone.SendAsync("/account/two-factor", "second-factor", ("Input.Code", "000000"))).Content.ReadAsStringAsync());
        Assert.Equal("/", Visitor.Goal(await phone.SendAsync("/account/two-factor", "second-factor", ("Input.Code", Totp.Now(key)))));
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/account")).StatusCode);

        foreach (var expected in (string?[])["/", null])
        {
            await PasswordAsync(lost, person.Email!);
            Assert.Equal(expected, Visitor.Goal(await lost.SendAsync("/account/two-factor?recovery=true", "second-factor", ("Input.Code", codes[0].Groups["code"].Value))));
        }
    }

    [Fact]
    public async Task Disabled_WhileSignedIn_IsRefusedAtTheNextRequestAndCannotComeBack()
    {
        var (visitor, person) = await host.RegisterAsync();
        var administrator = await host.SignInAsync(AccountHost.AdministratorEmail);

        await administrator.SendAsync($"/admin/people/{person.Id}", "disable");

        Assert.StartsWith("/account/sign-in", Visitor.Goal(await visitor.GetAsync("/account")));
        Assert.NotEqual(person.Id, await visitor.LearnerAsync(host));
        Assert.Contains("This account is closed", await TryAsync(person.Email!, AccountHost.Password));
        Assert.Contains("do not go together", await TryAsync(person.Email!, "wrong password"));

        await administrator.SendAsync($"/admin/people/{person.Id}", "enable");
        await host.SignInAsync(person.Email!);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal([AuditActions.Disabled, AuditActions.Enabled], await context.AuditEntries.Where(entry => entry.SubjectId == person.Id).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());
    }

    [Fact]
    public async Task Role_GivenAndTaken_HoldsFromTheNextRequestWithoutSigningIn()
    {
        var (visitor, person) = await host.RegisterAsync();
        var administrator = await host.SignInAsync(AccountHost.AdministratorEmail);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/admin/people")).StatusCode);

        await administrator.SendAsync($"/admin/people/{person.Id}", "roles", ("roles", Roles.Administrator), ("roles", Roles.Mentor), ("roles", "emperor"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/admin/people")).StatusCode);

        await administrator.SendAsync($"/admin/people/{person.Id}", "roles");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/admin/people")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task SignOutEverywhere_ByAnAdministrator_EndsEveryCookie()
    {
        var (visitor, person) = await host.RegisterAsync();
        var second = await host.SignInAsync(person.Email!);

        await (await host.SignInAsync(AccountHost.AdministratorEmail)).SendAsync($"/admin/people/{person.Id}", "everywhere");

        foreach (var each in (Visitor[])[visitor, second])
            Assert.StartsWith("/account/sign-in", Visitor.Goal(await each.GetAsync("/account")));
    }

    [Fact]
    public async Task OnlyAdministrator_CanNeitherBeDisabledNorLoseTheRole()
    {
        await using var alone = new AccountHost(_ => { });
        var administrator = await alone.SignInAsync(AccountHost.AdministratorEmail);
        await using var context = alone.Contexts.CreateDbContext();
        var id = (await context.People.SingleAsync()).Id;

        Assert.Contains("only administrator", await (await administrator.SendAsync($"/admin/people/{id}", "disable")).Content.ReadAsStringAsync());
        Assert.Contains("only administrator", await (await administrator.SendAsync($"/admin/people/{id}", "roles")).Content.ReadAsStringAsync());
        Assert.Contains("only administrator", await (await administrator.SendAsync("/account/delete", "delete", ("Input.Password", AccountHost.Password))).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync("/admin/people")).StatusCode);
    }

    [Fact]
    public async Task OpenPage_OfSomebodyDisabled_HasNoUserSoonAfter()
    {
        await using var quick = new AccountHost(builder => builder.UseSetting("Accounts:RevalidationSeconds", "1"));
        var (_, person) = await quick.RegisterAsync();
        await using var scope = quick.Services.CreateAsyncScope();
        var standing = await quick.Services.GetRequiredService<Standings>().FindAsync(person.Id, CancellationToken.None);
        using var circuit = (CircuitAuthentication)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(await new PersonClaims(quick.Services.GetRequiredService<Standings>()).CreateAsync(person))));
        var changed = new TaskCompletionSource<AuthenticationState>();
        circuit.AuthenticationStateChanged += async state => changed.TrySetResult(await state);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        Assert.False(changed.Task.IsCompleted, "It must not end while nothing has changed.");
        Assert.Equal(person.Id, CurrentLearner.Id((await circuit.GetAuthenticationStateAsync()).User));

        await using (var context = quick.Contexts.CreateDbContext())
            await context.People.Where(each => each.Id == person.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.DisabledAt, DateTimeOffset.UtcNow));

        Assert.Null(CurrentLearner.Id((await changed.Task.WaitAsync(TimeSpan.FromSeconds(10))).User));
        Assert.NotNull(standing);
    }

    [Fact]
    public async Task Tries_TooManyAboutOneAddress_AreRefusedWith429()
    {
        await using var strict = new AccountHost(builder => builder.UseSetting("Accounts:TriesPerName", "3"));
        var visitor = strict.Visit();
        HttpResponseMessage? answer = null;
        for (var time = 0; time < 4; time++)
            answer = await visitor.SendAsync("/account/sign-in", "sign-in", ("Input.Email", "some@lab.example"), ("Input.Password", "wrong password"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer!.StatusCode);
        Assert.Contains(AttemptLimits.Refusal, await answer.Content.ReadAsStringAsync());
        await strict.SignInAsync(AccountHost.AdministratorEmail);
    }

    [Fact]
    public async Task DemoPeople_OfADevelopmentDatabase_CannotSignInElsewhere()
    {
        await using (var context = host.Contexts.CreateDbContext())
            Assert.False(await context.People.AnyAsync(person => person.IsDemo));
        var demo = DemoPeople.All[0];
        await using (var scope = host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<PersonRegistry>().AddAsync(new(demo.Name, demo.Email, demo.Password) { IsDemo = true }, null, CancellationToken.None);

        Assert.Contains("This account is closed", await TryAsync(demo.Email, demo.Password));
    }

    [Fact]
    public async Task Cookies_OfBothKinds_AreForThisSiteAndNoScript()
    {
        var (visitor, email) = (host.Visit(), $"{Guid.NewGuid():N}@lab.example");
        var cookies = (await visitor.GetAsync("/")).Headers.GetValues("Set-Cookie").Concat((await visitor.RegisterAsync("Ada", email)).Headers.GetValues("Set-Cookie"))
            .Where(cookie => cookie.StartsWith("learner=C", StringComparison.Ordinal) || cookie.StartsWith("person=", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie => Assert.Contains("samesite=lax; httponly", cookie, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<string> TryAsync(string email, string password) => WebUtility.HtmlDecode(await (await PasswordAsync(host.Visit(), email, password)).Content.ReadAsStringAsync());

    private static Task<HttpResponseMessage> PasswordAsync(Visitor visitor, string email, string password = AccountHost.Password) =>
        visitor.SendAsync("/account/sign-in", "sign-in", ("Input.Email", email), ("Input.Password", password));

    private async Task<string> MailAsync(Person person, string subject)
    {
        await using var context = host.Contexts.CreateDbContext();
        return (await context.OutgoingMails.SingleAsync(mail => mail.PersonId == person.Id && mail.Subject == subject)).Body;
    }

    [GeneratedRegex(@"http://\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<code class=\"key\"[^>]*>(?<key>[^<]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("<li[^>]*><code[^>]*>(?<code>[^<]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecoveryCode();
}
