using System.Net;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Accounts;

public sealed class FirstAdministratorTests
{
    [Fact]
    public async Task Link_WhileThereIsNoAdministrator_MakesOneAndIsThenWorthNothing()
    {
        await using var host = new AccountHost(builder => builder.UseSetting("Accounts:Administrator:Email", null).UseSetting("Accounts:Administrator:Password", null));
        var first = host.Services.GetRequiredService<FirstAdministrator>();
        var (link, other) = (await first.LinkAsync(CancellationToken.None), await first.LinkAsync(CancellationToken.None));
        await using var context = host.Contexts.CreateDbContext();
        Assert.DoesNotContain(await context.SetupLinks.Select(row => row.Hash).ToListAsync(), hash => link.Contains(hash, StringComparison.Ordinal));
        Assert.Contains("not valid", await host.Visit().ReadAsync($"{FirstAdministrator.Path}?code=guessed"));
        var visitor = host.Visit();
        Assert.Contains("Become the administrator", await visitor.ReadAsync(link));

        var answer = await visitor.SendAsync(link, "found", ("Input.Name", "Root"), ("Input.Email", "root@lab.example"), ("Input.Password", AccountHost.Password));

        Assert.Equal("/admin/people", Visitor.Goal(answer));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/admin/people")).StatusCode);
        Assert.Contains("not valid", await host.Visit().ReadAsync(link));
        Assert.Contains("not valid", await host.Visit().ReadAsync(other));
        Assert.Empty(await context.SetupLinks.ToListAsync());
    }

    [Fact]
    public async Task Configuration_AtTheFirstStart_MakesTheAdministratorAndPrintsNoLink()
    {
        await using var host = new AccountHost();
        Assert.Equal(HttpStatusCode.OK, (await (await host.SignInAsync(AccountHost.AdministratorEmail)).GetAsync("/admin/people")).StatusCode);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Empty(await context.SetupLinks.ToListAsync());
    }
}
