using Bunit;
using Learning.Web.Features.Comparisons;
using Learning.Web.Features.Exercises;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Components;

public sealed class ComparePageTests : BunitContext
{
    private static readonly Guid First = ComparisonSamples.First, Second = ComparisonSamples.Second, Third = ComparisonSamples.Third;

    [Fact]
    public void Compare_TwoAttempts_LaysEverythingSideBySide()
    {
        var page = Open(new());

        Assert.Equal("Attempt 4 and attempt 5", page.Find("h1").TextContent);
        Assert.Contains("Over budget: reads 792×", page.Find("[aria-label='Verdict before']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Passed: the plan reads 45 pages", page.Find("[aria-label='Verdict after']").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("tr"), row => row.TextContent.Contains("Pages read", StringComparison.Ordinal) && row.TextContent.Contains("792× fewer", StringComparison.Ordinal));
        Assert.Equal("CREATE INDEX ix ON transactions (user_id);", page.Find("tr.add .code").TextContent);
        Assert.Equal("Reads 45 pages instead of 35,624: the sequential scan on transactions became an index scan on ix_tx_user_category_created, the sort is gone.", page.Find(".say").TextContent);
        Assert.Equal(["same", "gone", "changed"], page.FindAll(".sides tbody tr").Select(row => row.ClassName));
        Assert.Contains("35,579 fewer", page.Find("tr.changed .saved").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_PlanTable_HoldsTheSameRows()
    {
        var page = Open(new());

        page.Find(".pd button.lnk").Click();

        Assert.Equal(3, page.FindAll(".pd tbody tr").Count);
        Assert.Contains("Seq Scan → Index Scan", page.FindAll(".pd tbody tr")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SomebodyElses_IsTheSameAsNone() =>
        Assert.Equal("Not here, or not yours.", Open(new() { Answer = (_, _) => null }).Find("h1").TextContent);

    [Fact]
    public void Compare_OnlyAttempt_SaysThatThereIsNothingYet()
    {
        var page = Open(new() { Answer = (_, _) => ComparisonSamples.Two() with { Before = null } });

        Assert.Equal("Nothing to compare with yet", page.Find("h1").TextContent);
        Assert.NotNull(page.Find($"a[href='/exercises/transactions-by-category?attempt={Second}']"));
    }

    [Fact]
    public void Compare_OtherAttemptPicked_IsInTheAddress()
    {
        var page = Open(new());

        page.FindAll("select")[1].Change(Third.ToString());

        Assert.EndsWith($"/submissions/{Third}/compare/{First}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("select")[0].QuerySelectorAll("option"), option => option.GetAttribute("value") == Second.ToString());
    }

    [Fact]
    public void Compare_GrowthOnBothSides_DrawsTheEarlierOne()
    {
        var two = ComparisonSamples.Two();
        var grown = SampleReports.OnePerPost();
        var page = Open(new()
        {
            Answer = (_, _) => two with
            {
                Before = two.Before! with { Report = two.Before.Report! with { Growth = grown.Growth, GrowthFactor = "posts" } },
                After = two.After with { Report = two.After.Report! with { Growth = [.. grown.Growth.Select(point => point with { Statements = 1 })], GrowthFactor = "posts" } },
            },
        });

        Assert.Equal(4, page.FindAll(".many .chart").Count);
        Assert.Equal(4, page.FindAll("path.was").Count);
        Assert.Contains("Yours: 1, 1, 1. Reference: 1, 1, 1. Before: 6, 51, 501.", page.Find(".many svg").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_HostileCodeAndSql_AreEncoded()
    {
        const string hostile = "</td><img src=x onerror=alert(1)>";
        var two = ComparisonSamples.Two();
        var page = Open(new() { Answer = (_, _) => two with { Before = two.Before! with { Source = hostile } } });

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(hostile, page.Find("tr.del .code").TextContent);
    }

    [Fact]
    public void History_TwoPicked_LinksToTheirComparison()
    {
        Services.AddSingleton(TimeProvider.System);
        var tab = Render<HistoryTab>(parameters => parameters.Add(c => c.History, ComparisonSamples.Rows));
        Assert.Empty(tab.FindAll("a"));

        tab.FindAll("input")[0].Change(true);
        tab.FindAll("input")[2].Change(true);
        Assert.Equal($"/submissions/{Third}/compare/{First}", tab.Find("a").GetAttribute("href"));

        tab.FindAll("input")[1].Change(true); // the first pick makes room
        Assert.Equal($"/submissions/{Second}/compare/{First}", tab.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void ResultPane_WithAnEarlierAttempt_OffersToCompare()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        var attempt = ComparisonSamples.Attempt(Third, 6, SampleReports.IndexPasses(), "") with { CreatedAt = ComparisonSamples.Rows[0].CreatedAt };
        var pane = Render<ResultPane>(parameters => parameters
            .Add(c => c.View, new WorkbenchView { Exercise = FakeDesk.Sample(), Learner = Guid.Empty, Reading = [], History = ComparisonSamples.Rows })
            .Add(c => c.Current, attempt));

        Assert.Equal("Compare with attempt 5", pane.Find($"a[href='/submissions/{Third}/compare/{Second}']").TextContent);
    }

    private IRenderedComponent<ComparePage> Open(ComparisonSamples desk)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IComparisonDesk>(desk);
        Services.AddSingleton(TimeProvider.System);
        return Render<ComparePage>(parameters => parameters.Add(component => component.Id, Second));
    }
}
