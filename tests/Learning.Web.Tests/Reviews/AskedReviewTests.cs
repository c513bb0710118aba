using Bunit;
using Learning.Grading.Reports;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Reports;
using Learning.Web.Features.Reviews;
using Learning.Web.Tests.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Reviews;

/// <summary>The way to a review, on the report and below it.</summary>
public sealed class AskedReviewTests : BunitContext
{
    private readonly FakeRequestDesk desk = new();
    private readonly FakeDesk exercises = new();
    private readonly BunitJSModuleInterop script;

    public AskedReviewTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        script = JSInterop.SetupModule("./Features/Reviews/ReviewPage.razor.js");
        script.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IReviewRequestDesk>(desk);
        Services.AddSingleton<IExerciseDesk>(exercises);
        Services.AddSingleton(TimeProvider.System);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void Card_ThatAFragmentLeadsTo_ComesIntoViewBeforeAnythingWasAsked()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/submissions/1#review");

        Card();

        Assert.Equal("review", script.Invocations["show"][0].Arguments[0]);
    }

    /// <summary>It stood in the feed for as long as the server ran.</summary>
    [Fact]
    public async Task Card_LeftBeforeItsWatchBegan_WatchesNothing()
    {
        Card();

        await DisposeComponentsAsync();
        desk.Begins.SetResult();

        Assert.True(SpinWait.SpinUntil(() => desk.Watch.HasEnded, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Report_Passed_HasOnePrimaryAct_WhichIsToAsk()
    {
        var page = Report(SampleReports.IndexPasses());

        Assert.Equal("Ask for a review", Assert.Single(page.FindAll(".btn.p")).TextContent);
        Assert.Equal($"/submissions/{exercises.Attempt!.Id}#review", page.Find(".btn.p").GetAttribute("href"));
        page.Find(".btn.p").Click();
        Assert.Equal("review", script.Invocations["show"][^1].Arguments[0]);
    }

    [Fact]
    public void Report_PassedAndAskedFor_LeadsToTheNextExercise()
    {
        desk.View = new(null, false, "It waits for a mentor.", []);

        Assert.Equal("Next exercise", Assert.Single(Report(SampleReports.IndexPasses()).FindAll(".btn.p")).TextContent);
    }

    [Fact]
    public void Report_NotPassed_LeadsBackToTheCode()
    {
        var page = Report(SampleReports.OnePerPost());

        Assert.Equal("Back to the code", Assert.Single(page.FindAll(".btn.p")).TextContent);
        Assert.Contains("Ask for a review", page.Find(".acts").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ReportPage> Report(GradeReport report)
    {
        exercises.Finished(report);
        return Render<ReportPage>(parameters => parameters.Add(page => page.Id, exercises.Attempt!.Id));
    }

    private IRenderedComponent<AskedReview> Card() => Render<AskedReview>(parameters => parameters.Add(card => card.Subject, new(Guid.NewGuid(), null)).Add(card => card.Page, "/submissions/1"));
}
