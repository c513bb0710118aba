using Bunit;
using Learning.Web.Features.Markings.Appeals;
using Learning.Web.Features.Markings.Report;
using Learning.Web.Features.Privacy;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Sittings;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Markings;

public sealed class CandidateReportPageTests(AccountHost host) : BunitContext, IClassFixture<AccountHost>
{
    [Fact]
    public async Task Recheck_TakesTheFocusToItsForm_AndCancellingTakesItBack()
    {
        var desks = new MarkingDesks(host);
        using var seat = new Seated(host, await desks.HandedInAsync(await desks.AssessmentAsync(await desks.OrganisationAsync()), "7F3A"));
        Services.AddSingleton(seat.Get<CandidateReportDesk>());
        Services.AddSingleton(seat.Get<AppealDesk>());
        ComponentFactories.AddStub<EraseOwn>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        var script = JSInterop.SetupModule("./Features/Markings/Report/SittingPage.razor.js");
        script.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new("Server", isInteractive: true));
        var page = Render<CandidateReportPage>();
        page.WaitForElement("button[aria-label^='Ask for a re-check']", TimeSpan.FromSeconds(30));

        await page.InvokeAsync(() => page.Find("button[aria-label^='Ask for a re-check']").ClickAsync(new()));
        Assert.Contains("Ask for a re-check", page.Find("#ask").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal((1, 0), (script.Invocations["enter"].Count, script.Invocations["leave"].Count)));

        await page.InvokeAsync(() => page.FindAll(".ask button")[1].ClickAsync(new())); // Cancel
        Assert.Empty(page.FindAll("#ask"));
        page.WaitForAssertion(() => Assert.Equal((1, 1), (script.Invocations["enter"].Count, script.Invocations["leave"].Count)));
    }
}
