using Bunit;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Scratchpad;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Components;

public sealed class ScratchTabTests : BunitContext
{
    private readonly FakeScratchDesk desk = new();

    [Fact]
    public async Task Empty_ExplainsItselfWithALineThatRuns()
    {
        desk.Answer = Rows(1, 1);
        var tab = Open();

        Assert.Contains("Nothing is judged", tab.Find(".empty").TextContent, StringComparison.Ordinal);
        await tab.Find(".empty button").ClickAsync(new());
        Assert.Equal([(ExerciseLanguage.CSharp, "db.Posts.Count()")], desk.Asked);
    }

    [Fact]
    public async Task Rows_PastTheCap_AreCaptionedWithBothFigures()
    {
        desk.Answer = Rows(200, 5000);
        var tab = await AskAsync(Open(), "db.Posts");

        Assert.StartsWith("showing 200 of 5,000 rows, 1 statement, 1 round trip, ", tab.Find(".out [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal(200, tab.FindAll(".grid tbody tr").Count);
        Assert.Equal("NULL", tab.Find(".grid tbody td:last-child .null").TextContent);
        Assert.NotEmpty(tab.FindAll("details [role=tree]"));
    }

    [Fact]
    public async Task HostileCells_AreEncoded()
    {
        desk.Answer = new(new() { Outcome = RunOutcome.Completed, Columns = ["<i>a</i>"], Rows = [["<img src=x onerror=alert(1)>"]], RowCount = 1, Output = "<script>alert(1)</script>" }, null);
        var tab = await AskAsync(Open(), "db.Posts");

        Assert.Empty(tab.FindAll("img, script, th i"));
        Assert.Equal("<img src=x onerror=alert(1)>", tab.Find(".grid td").TextContent);
    }

    [Fact]
    public async Task CompileError_PointsAtItsColumn()
    {
        desk.Answer = new(new() { Outcome = new() { Kind = OutcomeKind.CompileError, Message = "…", Diagnostics = [new("error", "CS1061", "'SocialContext' has no 'Postz'.", 1, 4, 1, 9)] } }, null);
        var tab = await AskAsync(Open(), "db.Postz");

        Assert.Contains("Column 4 'SocialContext' has no 'Postz'.", tab.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("db.Postz\n   ^", tab.Find(".pointed").TextContent);
    }

    [Fact]
    public async Task Running_SaysWhatItWaitsForAndCanBeCancelled()
    {
        var tab = Open();
        await tab.Find("textarea").InputAsync(new() { Value = "db.Posts" });
        var asking = tab.Find(".act .btn").ClickAsync(new());

        tab.WaitForAssertion(() => Assert.Equal("Getting a place and a database", tab.Find(".act [role=status]").TextContent));
        desk.At!(ScratchPhase.Measuring);
        tab.WaitForAssertion(() => Assert.Equal("Waits until a measurement ends", tab.Find(".act [role=status]").TextContent));
        await tab.Find(".act .btn").ClickAsync(new());
        await asking;

        Assert.StartsWith("Stopped.", tab.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Run", tab.Find(".act .btn").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_RunAndWalkTheHistory()
    {
        desk.Answer = Rows(1, 1);
        var tab = Open();
        foreach (var line in (string[])["db.Posts.Count()", "db.Users.Count()"])
        {
            await tab.Find("textarea").InputAsync(new() { Value = line });
            await tab.Find("textarea").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter", CtrlKey = true });
        }
        await tab.Find("textarea").InputAsync(new() { Value = "half" });

        Assert.Equal(["db.Users.Count()", "db.Posts.Count()", "db.Posts.Count()", "db.Users.Count()", "half"], await WalkAsync(tab, "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"));
        Assert.Equal(2, desk.Asked.Count);
    }

    [Fact]
    public async Task Language_Switched_AsksInSql()
    {
        desk.Answer = Rows(1, 1);
        var tab = Open();
        await tab.FindAll("[role=radio]")[1].ClickAsync(new());
        Assert.Equal("SELECT * FROM posts LIMIT 5", tab.Find(".empty button").TextContent);
        await AskAsync(tab, "SELECT 1");

        Assert.Equal([(ExerciseLanguage.Sql, "SELECT 1")], desk.Asked);
    }

    [Fact]
    public async Task AnotherTab_LeavesTheScratchpadAsItWas()
    {
        desk.Answer = Rows(1, 1);
        var exercise = Sample();
        var pane = Render<ResultPane>(parameters => parameters.Add(pane => pane.Tab, "scratch").Add(pane => pane.View, new WorkbenchView { Exercise = exercise, Learner = Guid.Empty, Reading = [], History = [] }));
        await AskAsync(pane.FindComponent<ScratchTab>(), "db.Posts");

        pane.Render(parameters => parameters.Add(pane => pane.Tab, "result"));
        Assert.True(pane.Find(".res:has(.scratch)").HasAttribute("hidden"));
        pane.Render(parameters => parameters.Add(pane => pane.Tab, "scratch"));
        Assert.Single(pane.FindAll(".grid tbody tr"));
    }

    private IRenderedComponent<ScratchTab> Open()
    {
        return Render<ScratchTab>(parameters => parameters.Add(tab => tab.Exercise, Sample()));
    }

    public ScratchTabTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IScratchDesk>(desk);
        Services.AddSingleton(TimeProvider.System);
    }

    private static Exercise Sample() => FakeDesk.Sample() with { Model = [new("SocialContext.cs", "public DbSet<User> Users => Set<User>(); public DbSet<Post> Posts => Set<Post>();")], Starter = new("FeedEndpoint.cs", "return db.Posts.ToList();") };

    private static async Task<IRenderedComponent<ScratchTab>> AskAsync(IRenderedComponent<ScratchTab> tab, string code)
    {
        await tab.Find("textarea").InputAsync(new() { Value = code });
        await tab.Find(".act .btn").ClickAsync(new());
        return tab;
    }

    private static async Task<List<string>> WalkAsync(IRenderedComponent<ScratchTab> tab, params string[] keys)
    {
        List<string> seen = [];
        foreach (var key in keys)
        {
            await tab.Find("textarea").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = key });
            seen.Add(tab.Find("textarea").GetAttribute("value") ?? "");
        }
        return seen;
    }

    private static ScratchAnswer Rows(int shown, int count) => new(new()
    {
        Outcome = RunOutcome.Completed, Columns = ["Id", "Text"], RowCount = count,
        Rows = [.. Enumerable.Range(1, shown).Select(number => new[] { $"{number}", null })],
        Trace = SampleReports.OnePerPost().Visible!.Trace is var trace ? trace with { Statements = [trace.Statements[0]], Count = 1, RoundTrips = 1 } : null!,
    }, null);

    /// <summary>Answers what the test says, or waits until it is cancelled.</summary>
    private sealed class FakeScratchDesk : IScratchDesk
    {
        public ScratchAnswer? Answer { get; set; }
        public List<(ExerciseLanguage, string)> Asked { get; } = [];
        public Action<ScratchPhase>? At { get; private set; }

        public async Task<ScratchAnswer> RunAsync(string slug, int? variant, ExerciseLanguage language, string code, Action<ScratchPhase> at, CancellationToken cancellationToken)
        {
            Asked.Add((language, code));
            At = at;
            if (Answer is null)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return Answer!;
        }
    }
}
