using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Learning.Web.Features.Account;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Mail;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Learning.Web.Tests.Accounts;

public sealed class PersonalDataTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Export_HasAllThatIsOnesOwn_AndNothingOfAnybodyElse()
    {
        var (visitor, person) = await host.RegisterAsync("Ada");
        var (_, other) = await host.RegisterAsync("Eve");
        await host.SubmissionAsync(person.Id, source: "class Mine;");
        await host.SubmissionAsync(other.Id, source: "class Theirs;");

        var json = await visitor.ReadAsync("/account/data.json");
        var data = JsonDocument.Parse(json).RootElement;

        Assert.Equal("class Mine;", Assert.Single(data.GetProperty("submissions").EnumerateArray()).GetProperty("source").GetString());
        Assert.Equal(person.Email, Assert.Single(data.GetProperty("people").EnumerateArray()).GetProperty("email").GetString());
        Assert.DoesNotContain("Theirs", json);
        Assert.DoesNotContain(other.Email!, json);
        Assert.DoesNotContain("password_hash", json);
        Assert.DoesNotContain("security_stamp", json);
        Assert.DoesNotContain("account/confirm", json);
    }

    [Fact]
    public async Task EveryTableOfALearner_IsNamedForTheExport()
    {
        await using var context = host.Contexts.CreateDbContext();
        Assert.Empty(PersonalTables.Reachable(context.Model).Where(each => !PersonalTables.May(each.Type)).Select(each => each.Type.DisplayName()));
    }

    [Fact]
    public async Task Delete_WithThePassword_LeavesNoRowAndAnEntryAboutNobody()
    {
        var (visitor, person) = await host.RegisterAsync("Ada");
        await host.SubmissionAsync(person.Id);
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.Drafts.Add(new() { LearnerId = person.Id, ExerciseSlug = "feed-n-plus-one", Source = "x", UpdatedAt = DateTimeOffset.UnixEpoch });
            await context.SaveChangesAsync();
        }

        Assert.Contains("not your password", await (await visitor.SendAsync("/account/delete", "delete", ("Input.Password", "wrong password"))).Content.ReadAsStringAsync());
        Assert.Equal("/account/sign-in?deleted=yes", Visitor.Goal(await visitor.SendAsync("/account/delete", "delete", ("Input.Password", AccountHost.Password))));

        await using var after = host.Contexts.CreateDbContext();
        foreach (var (type, condition) in PersonalTables.Reachable(after.Model))
        {
            var left = await after.Database.SqlQuery<long>(System.Runtime.CompilerServices.FormattableStringFactory.Create($"SELECT count(*) AS \"Value\" FROM {type.GetTableName()} WHERE {condition}", person.Id)).SingleAsync();
            Assert.True(left == 0, $"{left} rows left in {type.GetTableName()}");
        }
        Assert.Equal(AuditActions.Deleted, (await after.AuditEntries.SingleAsync(entry => entry.SubjectId == person.Id)).Action);
        Assert.StartsWith("/account/sign-in", Visitor.Goal(await visitor.GetAsync("/account")));
        Assert.Contains("do not go together", await (await host.Visit().SendAsync("/account/sign-in", "sign-in", ("Input.Email", person.Email!), ("Input.Password", AccountHost.Password))).Content.ReadAsStringAsync());
        var administrator = await host.SignInAsync(AccountHost.AdministratorEmail);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"/admin/people/{person.Id}")).StatusCode);
        Assert.Contains("account deleted", await administrator.ReadAsync("/admin/audit"));
    }

    [Fact]
    public async Task Organisation_ItsMembersAndTheirRights_AreGivenAndTakenByAdministrators()
    {
        var (visitor, person) = await host.RegisterAsync("Meg");
        var administrator = await host.SignInAsync(AccountHost.AdministratorEmail);
        var made = Visitor.Goal(await administrator.SendAsync("/admin/organisations", "found", ("Input.Name", "Hoolies")))!;
        Assert.Contains("already", await (await administrator.SendAsync("/admin/organisations", "found", ("Input.Name", "Hoolies"))).Content.ReadAsStringAsync());

        Assert.Contains("Nobody has an account", await (await administrator.SendAsync(made, "add", ("Input.Email", "nobody@lab.example"), ("Input.Role", Roles.Mentor))).Content.ReadAsStringAsync());
        Assert.Contains("has not confirmed", await (await administrator.SendAsync(made, "add", ("Input.Email", person.Email!), ("Input.Role", Roles.Mentor), ("Input.Asked", person.Id.ToString()))).Content.ReadAsStringAsync());
        await using (var context = host.Contexts.CreateDbContext())
        {
            Assert.False(await context.Memberships.AnyAsync(row => row.PersonId == person.Id));
            await context.People.Where(row => row.Id == person.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.EmailConfirmed, true));
        }
        await administrator.SendAsync(made, "add", ("Input.Email", person.Email!), ("Input.Role", Roles.Mentor));
        await administrator.SendAsync(made, "add", ("Input.Email", person.Email!), ("Input.Role", Roles.Administrator));

        Assert.Contains(">mentor<", await visitor.ReadAsync("/account"));
        Assert.Contains("Meg", await administrator.ReadAsync(made));
        await administrator.SendAsync(made, $"remove-{person.Id}-{Roles.Mentor}");
        Assert.DoesNotContain(">mentor<", await visitor.ReadAsync("/account"));
        await using var after = host.Contexts.CreateDbContext();
        Assert.Equal([AuditActions.MemberAdded, AuditActions.MemberRemoved], await after.AuditEntries.Where(entry => entry.SubjectId == person.Id).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());
    }

    [Fact]
    public async Task Organisation_WhereNoMailConfirmsAnAddress_TakesAMemberOnceTheAdministratorHasAskedThem()
    {
        var (_, person) = await host.RegisterAsync("Meg");
        var (_, other) = await host.RegisterAsync("Eve");
        using var scope = host.Services.CreateScope();
        ((ServerAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, other.Id.ToString())], "test")))));
        var unmailed = ActivatorUtilities.CreateInstance<MailOutbox>(scope.ServiceProvider, new HostingEnvironment { EnvironmentName = Environments.Production });
        var desk = ActivatorUtilities.CreateInstance<OrganisationDesk>(scope.ServiceProvider, unmailed);
        var organisation = (await desk.FoundAsync($"Shop {Guid.NewGuid():N}", CancellationToken.None))!.Value;

        Assert.Equal<Guid?>(person.Id, await AddAsync(asked: null));
        Assert.Equal<Guid?>(person.Id, await AddAsync(asked: other.Id));
        Assert.Empty((await desk.FindAsync(organisation, CancellationToken.None))!.Members);
        Assert.Null(await AddAsync(asked: person.Id));
        Assert.Equal(person.Id, Assert.Single((await desk.FindAsync(organisation, CancellationToken.None))!.Members).PersonId);

        async Task<Guid?> AddAsync(Guid? asked)
        {
            var (refusal, unproven) = await desk.AddAsync(organisation, person.Email!, Roles.HiringManager, asked, CancellationToken.None);
            Assert.Null(refusal);
            return unproven?.Id;
        }
    }

    [Fact]
    public async Task People_SearchedByPartsAndWildcards_AreFoundLiterally()
    {
        await host.RegisterAsync("Grace 100%_Hopper");
        var administrator = await host.SignInAsync(AccountHost.AdministratorEmail);

        Assert.Contains("Grace 100%_Hopper", await administrator.ReadAsync("/admin/people?search=100%25_hop"));
        Assert.Contains("Nobody's name", await administrator.ReadAsync("/admin/people?search=%25%25"));
        Assert.Contains("&lt;b&gt;", await administrator.Client.GetStringAsync(new Uri("/admin/people?search=%3Cb%3E", UriKind.Relative)));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\"onfocus=alert(1) x=\"", "&quot;onfocus=alert(1) x=&quot;")]
    public async Task Name_WithMarkup_IsTextEverywhere(string name, string shown)
    {
        var (visitor, person) = await host.RegisterAsync(name);
        var administrator = await host.SignInAsync(AccountHost.AdministratorEmail);

        foreach (var (who, path) in new[] { (visitor, "/"), (visitor, "/account"), (administrator, "/admin/people"), (administrator, $"/admin/people/{person.Id}") })
        {
            var html = await who.Client.GetStringAsync(new Uri(path, UriKind.Relative));
            Assert.Contains(shown, html.Replace("&#x22;", "&quot;", StringComparison.Ordinal).Replace("&#34;", "&quot;", StringComparison.Ordinal));
            Assert.DoesNotContain(name, html);
        }
    }

    [Fact]
    public async Task Text_ThatTheDatabaseCannotHold_IsRefusedWithASentence()
    {
        var visitor = host.Visit();
        var administrator = await host.SignInAsync(AccountHost.AdministratorEmail);

        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.RegisterAsync("A\0da", $"{Guid.NewGuid():N}@lab.example")).StatusCode); // the framework reads no such form
        Assert.Contains("cannot be used here", await (await visitor.RegisterAsync("A\u0007da", $"{Guid.NewGuid():N}@lab.example")).Content.ReadAsStringAsync());
        Assert.Contains("cannot be used here", await (await administrator.SendAsync("/admin/organisations", "found", ("Input.Name", "A\u0007"))).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync("/admin/people?search=%00")).StatusCode);
    }

    [Theory]
    [InlineData("/account/reset?person=x&code=%")]
    [InlineData("/account/confirm?person=&code=")]
    [InlineData("/account/first-administrator?code=%F0%9F%98%80")]
    [InlineData("/account/sign-in?returnUrl=%01&external=x")]
    [InlineData("/admin/people?page=x")]
    [InlineData("/admin/people?page=-99999999999999999999")]
    [InlineData("/admin/people?page=2147483647")]
    [InlineData("/admin/audit?before=x")]
    public async Task Page_WithNonsenseInItsQuery_IsNoFault(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await (await host.SignInAsync(AccountHost.AdministratorEmail)).GetAsync(path)).StatusCode);

    [Fact]
    public async Task ResetLink_ThatWasCutShort_IsRefusedWithASentence()
    {
        foreach (var query in (string[])["person=x&code=y", $"person={Guid.NewGuid()}&code=AAAA", "code=%FF", ""])
            Assert.Contains("too old", await (await host.Visit().SendAsync($"/account/reset?{query}", "reset", ("Input.Password", "a new password"))).Content.ReadAsStringAsync());
    }
}
