using System.Text;
using Bunit;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Learning.Web.Features.Incidents.WarRoom;
using Learning.Web.Features.Sittings.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Npgsql;

namespace Learning.Web.Tests.Components;

public sealed class WarRoomPageTests : BunitContext
{
    private static readonly Guid Lab = RoomSamples.Record().Id;
    private FakeRoomDesk desk = new();
    private BunitJSModuleInterop room = null!;

    [Fact]
    public void Room_Opened_ShowsInstrumentsConsoleAndStage()
    {
        var page = Open();

        Assert.Equal("The rollback that did not help", page.Find("h1").TextContent);
        Assert.Equal("02:00", page.Find("[role=timer] .clock").TextContent);
        Assert.Contains("Filtered 11.2 s", page.Find(".ts svg[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal("15 of 15 connections in use: 12 waiting: reading a page, 2 waiting: another's read, 1 on the CPU.", page.Find(".slots").GetAttribute("aria-label"));
        Assert.Contains("Stage 2 of 5: Assessment", page.Find("[aria-label='Stage, cost and levers']").TextContent, StringComparison.Ordinal);
        Assert.Contains("1:40 of 5:00", page.Find("[aria-label='Stage, cost and levers']").TextContent, StringComparison.Ordinal);
        Assert.Contains("$ 18,940", page.Find(".two").TextContent, StringComparison.Ordinal);
        Assert.Contains("requests given up or never made, 1,263", page.Find(".two").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Session A idle", "Session B in transaction"], page.FindAll("[aria-label=Sessions] [role=tab]").Select(tab => tab.TextContent));
    }

    [Fact]
    public void Room_OfSomebodyElse_IsNotHere()
    {
        desk = new() { Theirs = false };
        Assert.Contains("Not here, or not yours.", Open().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Room_Ended_SaysWhyAndLinksToTheReport()
    {
        desk = new() { Ended = "The database filled its disk." };
        var page = Open();

        Assert.Contains("The database filled its disk.", page.Markup, StringComparison.Ordinal);
        Assert.Equal($"/incidents/the-rollback/labs/{Lab}/report", page.Find("a.btn.p").GetAttribute("href"));
    }

    [Fact]
    public async Task Room_OfACandidate_LeadsBackToTheTaskAndNowhereElse()
    {
        ComponentFactories.AddStub<SeatClock>();
        desk.View = desk.View with { Way = "/sitting/tasks/2", Record = desk.View.Record with { Stages = [new() { Kind = StageKind.Postmortem, EnteredAt = 0 }] } };
        var page = Open();

        Assert.DoesNotContain(page.FindAll(".titlebar button"), button => button.TextContent.StartsWith("Reset", StringComparison.Ordinal));
        await Button(page, ".titlebar", "Leave").ClickAsync(new());
        Assert.Contains("The assessment's clock runs on meanwhile.", page.Find(".strip").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("a[href]").Select(link => link.GetAttribute("href")!).Where(href => !href.Contains($"/labs/{Lab}", StringComparison.Ordinal)), href => Assert.Equal("/sitting/tasks/2", href));
        Assert.DoesNotContain("postmortem\"", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Room_OfACandidate_Ended_LeadsBackToTheTask()
    {
        desk = new() { Ended = "You ended it.", View = RoomSamples.View() with { Way = "/sitting/tasks/2" } };
        var page = Open();

        Assert.Equal(["/sitting/tasks/2", $"/incidents/the-rollback/labs/{Lab}/report"], page.FindAll("a[href]").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Leave_SaysTheRuleAndEndingOpensTheReport()
    {
        var page = Open();

        await Button(page, ".titlebar", "Leave").ClickAsync(new());
        Assert.Contains("Close the tab and the lab pauses.", page.Find(".strip").TextContent, StringComparison.Ordinal);
        await Button(page, ".strip", "End it and read the report").ClickAsync(new());

        Assert.Equal(["end"], desk.Did);
        Assert.EndsWith($"/labs/{Lab}/report", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Room_APaneFails_TheOthersGoOn()
    {
        var page = Open();

        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Levers = null! }));

        Assert.Contains("this part stopped working", page.Find(".pane.c [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".lock tbody tr"));
    }

    [Fact]
    public async Task Room_HeaderTrayAndCostFail_TheOthersGoOn()
    {
        var page = Open();

        await page.InvokeAsync(() => desk.ChangeAsync(view => view with
        {
            Record = view.Record with
            {
                Evidence = null!,
                Stages = [view.Record.Stages[0] with { Answers = null! }, view.Record.Stages[1]],
                Samples = [.. view.Record.Samples.SkipLast(1), view.Record.Samples[^1] with { Cost = null! }],
            },
        }));

        Assert.Equal(3, page.FindAll("[role=alert]").Count(alert => alert.TextContent.Contains("this part stopped working", StringComparison.Ordinal)));
        Assert.NotEmpty(page.FindAll(".lock tbody tr"));
        Assert.NotEmpty(page.FindAll(".lever"));
    }

    [Fact]
    public async Task Room_EndsWhileItIsOpen_BecomesTheCard()
    {
        var page = Open();

        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = view.Record with { Phase = LabPhase.Ended, Ended = "Nobody came back." } }));

        Assert.Contains("Nobody came back.", page.Find(".gone").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Room_ThatDiedOfItself_BeginsAnewWhereItWas()
    {
        var page = Open();
        var before = desk.View;
        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = view.Record with { Phase = LabPhase.Ended, Ended = "The database filled its disk." } }));
        Assert.DoesNotContain(page.FindAll(".gone button"), button => button.TextContent == "Reset the lab");

        desk.CanReset = true;
        page.Render();
        desk.View = before;
        await Button(page, ".gone", "Reset the lab").ClickAsync(new());

        Assert.Equal(["reset"], desk.Did);
        Assert.Single(room.Invocations["stop"]);
        Assert.NotEmpty(page.FindAll(".runbar button"));
    }

    [Fact]
    public async Task Console_Run_SaysThatItRunsAndCanBeCancelled()
    {
        desk.Running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var page = Open();

        var run = page.InvokeAsync(() => page.Instance.RunAsync());
        page.WaitForAssertion(() => Assert.StartsWith("Running for", page.Find(".runbar [role=status]").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find(".runbar button").HasAttribute("disabled"));
        await page.FindAll(".runbar button")[1].ClickAsync(new());
        desk.Running.SetResult();
        await run;

        Assert.Equal(["run A: SELECT 42", "cancel A"], desk.Did);
        Assert.False(page.Find(".runbar button").HasAttribute("disabled"));
    }

    /// <summary>A click, or two, that came before the editor's script had answered were lost.</summary>
    [Fact]
    public async Task Console_RunBeforeTheEditorStands_RunsOnceWhenItDoes()
    {
        var made = JSInterop.SetupVoid("blazorMonaco.editor.create", _ => true);
        var page = Open();

        var run = page.FindAll(".runbar button")[0].ClickAsync(new());
        Assert.StartsWith("Waits for the editor", page.Find(".runbar [role=status]").TextContent, StringComparison.Ordinal);
        await page.FindAll(".runbar button")[0].ClickAsync(new());
        Assert.Empty(desk.Did);
        made.SetVoidResult();
        await run.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["run A: SELECT 42"], desk.Did);
    }

    [Fact]
    public async Task Console_ErrorOfAStatement_ShowsSqlStateHintAndPlace()
    {
        var page = Open();
        var failed = RoomSamples.Ran(4, 119, "SELEC", new()
        {
            Session = "A", Sql = "SELECT 1,\nnope", Does = StatementDoes.Look, ElapsedMs = 2,
            Error = new("42703", "column \"nope\" does not exist", "A detail.", "A hint.", 11),
        }, "Q2");

        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = view.Record with { Actions = [.. view.Record.Actions, failed] } }));

        var fault = page.Find(".result [role=alert]");
        Assert.Contains("SQLSTATE 42703", fault.TextContent, StringComparison.Ordinal);
        Assert.Contains("Hint: A hint.", fault.TextContent, StringComparison.Ordinal);
        Assert.Equal("nope\n^", fault.QuerySelector("pre")!.TextContent);
    }

    [Fact]
    public async Task Console_RowsPastTheCap_AreCountedAndEncoded()
    {
        var page = Open();
        var ran = RoomSamples.Ran(4, 119, "SELECT", new()
        {
            Session = "A", Sql = "SELECT", Does = StatementDoes.Look, ElapsedMs = 2, Tag = "SELECT 5000", Columns = ["a"], Rows = [["<img src=x>"], [null]], RowCount = 5000, Notices = ["be careful"],
        }, "Q2");

        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = view.Record with { Actions = [.. view.Record.Actions, ran] } }));

        Assert.Equal("<img src=x>", page.Find(".result td").TextContent);
        Assert.Equal("NULL", page.Find(".result .null").TextContent);
        Assert.Contains("The first 2 of 5,000 rows.", page.Find(".result").TextContent, StringComparison.Ordinal);
        Assert.Contains("be careful", page.Find(".result .notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_DrawnTextAndTable_AreTheSamePlan()
    {
        var page = Open();
        const string Json = """[{"Plan":{"Node Type":"Index Scan","Index Name":"ix_category","Relation Name":"transactions","Plan Rows":1,"Actual Rows":42,"Actual Loops":1,"Filter":"(user_id = 500)","Rows Removed by Filter":259793,"Shared Hit Blocks":35624},"Execution Time":4706}]""";
        var ran = RoomSamples.Ran(4, 119, "EXPLAIN", new() { Session = "A", Sql = "EXPLAIN", Does = StatementDoes.Explain, ElapsedMs = 4710, Columns = ["QUERY PLAN"], Rows = [["Index Scan using ix_category"]], RowCount = 1, Plan = Json, Buffers = 35_624 }, "Q2");
        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = view.Record with { Actions = [.. view.Record.Actions, ran] } }));

        Assert.Contains("259,793 rows were read and thrown away", page.Find(".result [role=tree]").TextContent, StringComparison.Ordinal);
        Assert.Contains("4.71 s, 35,624 buffers", page.Find(".runbar").TextContent, StringComparison.Ordinal);
        page.FindAll(".runbar .seg button")[1].Click();
        Assert.Equal("Index Scan using ix_category", page.Find(".result pre").TextContent);
        page.FindAll(".runbar .seg button")[2].Click();
        Assert.Single(page.FindAll(".result [role=treegrid] tbody tr"));
    }

    [Fact]
    public async Task Plan_OfExplainWithoutAnalyze_ClaimsNothingAboutWhatCame()
    {
        var page = Open();
        var ran = RoomSamples.Ran(4, 119, "EXPLAIN", new() { Session = "A", Sql = "EXPLAIN", Does = StatementDoes.Explain, ElapsedMs = 1, Columns = ["QUERY PLAN"], Plan = """[{"Plan":{"Node Type":"Seq Scan","Relation Name":"t","Plan Rows":250000}}]""" }, "Q2");
        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = view.Record with { Actions = [.. view.Record.Actions, ran] } }));

        var plan = page.Find(".result .plan").TextContent;
        Assert.Contains("planned and not run", plan, StringComparison.Ordinal);
        Assert.Contains("expected 250,000", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("got", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped early", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_Terminate_SaysTheConsequenceBeforeItIsDone()
    {
        var page = Open();

        Assert.Equal("Terminate 412", Button(page, ".lock", "Terminate").GetAttribute("aria-label"));
        await Button(page, ".lock", "Terminate").ClickAsync(new());
        Assert.Contains("rolls its transaction back", page.Find(".lock .ask").TextContent, StringComparison.Ordinal);
        Assert.Empty(desk.Did);
        await Button(page, ".lock .ask", "Terminate 412").ClickAsync(new());

        Assert.Equal(["terminate 412"], desk.Did);
    }

    [Fact]
    public async Task Activity_Folded_ShowsItsSessionsWhenAsked()
    {
        var page = Open();
        Assert.Equal(4, page.FindAll(".lock tbody tr").Count);

        await Button(page, ".lock", "Show 12").ClickAsync(new());

        Assert.Equal(15, page.FindAll(".lock tbody tr").Count);
    }

    [Fact]
    public async Task Lever_WithAPrice_IsPulledOnlyAfterItWasSaid()
    {
        var page = Open();

        await Button(page, ".lever", "Set").ClickAsync(new());
        Assert.Contains("They do not make one of them shorter.", page.Find(".lever .ask").TextContent, StringComparison.Ordinal);
        await page.Find(".lever .ask input").InputAsync(new() { Value = "99" });
        Assert.True(Button(page, ".lever .ask", "Set").HasAttribute("disabled"));
        await page.Find(".lever .ask input").InputAsync(new() { Value = "45" });
        await Button(page, ".lever .ask", "Set").ClickAsync(new());
        await Button(page, ".lever", "Switch off").ClickAsync(new());

        Assert.Equal(["pull pool 45", "pull flag off"], desk.Did);
    }

    [Fact]
    public async Task Lever_Refused_ExplainsAndDoesNothing()
    {
        var page = Open();

        await Button(page, ".lever", "Why not").ClickAsync(new());

        Assert.Contains("40 min", page.Find(".lever .ask strong").TextContent, StringComparison.Ordinal);
        Assert.Empty(desk.Did);
    }

    [Fact]
    public async Task Lever_DoneBefore_TellsWhatCameOfItAndDoesNothing()
    {
        var page = Open();

        await Button(page, ".lever", "What came of it").ClickAsync(new());
        Assert.Equal("did not move", page.Find(".lever .ask strong").TextContent);
        await Button(page, ".lever .ask", "Close").ClickAsync(new());

        Assert.Empty(page.FindAll(".lever .ask"));
        Assert.Empty(desk.Did);
    }

    /// <summary>Warning and answer are those of switching off.</summary>
    [Fact]
    public async Task Lever_FlagThatIsOff_IsTurnedOnWithoutTheWordsOfSwitchingOff()
    {
        const string Warning = "Customers see more than they asked for.", Answer = "The API ignores the filter from now on.";
        desk.View = desk.View with { Incident = desk.View.Incident with { Levers = [.. desk.View.Incident.Levers.Select(lever => lever.Id == "flag" ? lever with { Warning = Warning, Answer = Answer } : lever)] } };
        var page = Open();

        await Button(page, ".lever", "Switch off").ClickAsync(new());
        Assert.Contains(Warning, page.Find(".lever .ask").TextContent, StringComparison.Ordinal);
        await Button(page, ".lever .ask", "Switch off").ClickAsync(new());
        await FlagIsAsync(page, "off");
        Assert.Contains(Answer, page.Find(".lever .said").TextContent, StringComparison.Ordinal);
        await Button(page, ".lever", "Turn on").ClickAsync(new());
        Assert.DoesNotContain(Warning, page.Markup, StringComparison.Ordinal);
        await FlagIsAsync(page, "on");

        Assert.Equal("On again.", page.Find(".lever .said").TextContent);
        Assert.DoesNotContain(Answer, page.Markup, StringComparison.Ordinal);
        Assert.Equal(["pull flag off", "pull flag on"], desk.Did);
    }

    [Fact]
    public async Task Lever_ThatCouldNotBePulled_SaysNothingOfWhatCameOfIt()
    {
        desk.View = desk.View with { Incident = desk.View.Incident with { Levers = [.. desk.View.Incident.Levers.Select(lever => lever with { Warning = null, Answer = "From now on." })] } };
        var page = Open();
        await FlagIsAsync(page, "on");
        desk.Fault = new InvalidOperationException("The lab is paused.");

        await Button(page, ".lever", "Switch off").ClickAsync(new());

        Assert.Contains("The lab is paused.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".lever .said"));
    }

    [Fact]
    public async Task Lever_ClickedTwice_IsNotFlippedBack()
    {
        var page = Open();

        await Button(page, ".lever", "Switch off").ClickAsync(new() { Detail = 1 });
        await FlagIsAsync(page, "off");
        await Button(page, ".lever", "Turn on").ClickAsync(new() { Detail = 2 });

        Assert.Equal(["pull flag off"], desk.Did);
    }

    [Fact]
    public async Task Lever_WhileOneIsPulled_NoOtherIs()
    {
        desk.Running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var page = Open();
        await Button(page, ".lever", "Set").ClickAsync(new());

        var pull = Button(page, ".lever", "Switch off").ClickAsync(new());
        Assert.True(Button(page, ".lever .ask", "Set").HasAttribute("disabled"));
        desk.Running.SetResult();
        await pull;

        Assert.False(Button(page, ".lever .ask", "Set").HasAttribute("disabled"));
        Assert.Equal(["pull flag off"], desk.Did);
    }

    [Fact]
    public async Task Lever_StatusMessageThatIsRefused_KeepsItsText()
    {
        desk.View = desk.View with { Incident = desk.View.Incident with { Levers = [new() { Id = "status", Kind = LeverKind.StatusPage, Label = "Status page", Note = "", Verb = "Post" }] } };
        var page = Open();
        await Button(page, ".lever", "Post").ClickAsync(new());
        await page.Find(".lever .ask textarea").InputAsync(new() { Value = "We are on it." });
        desk.Fault = new InvalidOperationException("The lab is paused.");

        await Button(page, ".lever .ask", "Post").ClickAsync(new());
        Assert.Equal("We are on it.", page.Find(".lever .ask textarea").GetAttribute("value"));
        desk.Fault = null;
        await Button(page, ".lever .ask", "Post").ClickAsync(new());

        Assert.Empty(page.FindAll(".lever .ask"));
        Assert.Equal(["pull status We are on it.", "pull status We are on it."], desk.Did);
    }

    [Fact]
    public async Task Stage_Findings_AreHandedInAsOneAndJudgedEach()
    {
        var page = Open();
        Assert.DoesNotContain("other seeds", page.Markup, StringComparison.Ordinal);

        await page.FindAll("[role=radio]")[2].ClickAsync(new());
        await page.FindAll(".find input[type=checkbox]")[1].ChangeAsync(new() { Value = true });
        await page.FindAll(".find input[type=checkbox]")[0].ChangeAsync(new() { Value = true });
        await page.Find(".find input[type=text]").InputAsync(new() { Value = " 412 " });
        await Button(page, ".pane.c", "Hand in the assessment").ClickAsync(new());
        Assert.Equal(["answer Assessment: severity=SEV-1, classes=unfiltered+filtered, blocker=412"], desk.Did);

        await page.InvokeAsync(() => desk.ChangeAsync(view => view with
        {
            Record = view.Record with
            {
                Stages = [new() { Kind = StageKind.Situation, EnteredAt = 0 }, new()
                {
                    Kind = StageKind.Assessment, EnteredAt = 20, HandedInAt = 60,
                    Answers = [new("severity", "SEV-1", true, ["SEV-1"], 1), new("blocker", "412", false, ["431"], 2)],
                }],
            },
        }));

        Assert.Contains("Right", page.FindAll(".find legend")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Not it, try 2", page.FindAll(".find legend")[2].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("431", page.Find(".finds").TextContent, StringComparison.Ordinal);
        Assert.Contains("SEV-1", page.Find(".titlebar .tag.wrong").TextContent, StringComparison.Ordinal);
        Assert.Contains("0:40 of 5:00", page.Find(".pane.c").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_Reveal_WaitsForAGuessOrASkip()
    {
        desk.View = RoomSamples.View(RoomSamples.Record() with { Stages = [new() { Kind = StageKind.Situation, EnteredAt = 0 }] });
        var page = Open();
        Assert.Contains("since the release of", page.Find(".brief").TextContent, StringComparison.Ordinal);
        Assert.Contains("export", page.Find(".brief code").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("The migration stayed.", page.Markup, StringComparison.Ordinal);

        await Button(page, ".think", "Skip").ClickAsync(new());
        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = view.Record with { Stages = [new() { Kind = StageKind.Situation, EnteredAt = 0, Guess = "", RevealedAt = 30 }] } }));

        Assert.Equal(["guess Situation: "], desk.Did);
        Assert.Contains("The migration stayed.", page.Find(".reveal").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_Hint_SaysItsPriceBeforeItIsOpened()
    {
        var page = Open();
        Assert.Contains("Hint 1 of 2, −5 Detect", page.Find(".pane.c").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Look at the", page.Markup, StringComparison.Ordinal);

        await Button(page, ".pane.c", "Hint 1 of 2, −5 Detect").ClickAsync(new());

        Assert.Equal(["hint Assessment 1"], desk.Did);
    }

    [Fact]
    public async Task Stage_HintButtonClickedTwice_OpensOneHint()
    {
        var page = Open();

        await Button(page, ".pane.c", "Hint 1 of 2, −5 Detect").ClickAsync(new() { Detail = 1 });
        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = view.Record with { Stages = [view.Record.Stages[0], view.Record.Stages[1] with { Hints = 1 }] } }));
        await Button(page, ".pane.c", "Hint 2 of 2, −10 Detect").ClickAsync(new() { Detail = 2 });

        Assert.Equal(["hint Assessment 1"], desk.Did);
    }

    [Fact]
    public async Task Stage_WhoseHandInFails_KeepsWhatWasWritten()
    {
        var page = Open();
        await page.Find(".find input[type=text]").InputAsync(new() { Value = "412" });
        desk.Fault = new NpgsqlException("Exception while reading from stream", new TimeoutException());

        await Button(page, ".pane.c", "Hand in the assessment").ClickAsync(new());

        Assert.Contains("The lab's database did not answer.", page.Find(".strip").TextContent, StringComparison.Ordinal);
        Assert.Equal("412", page.Find(".find input[type=text]").GetAttribute("value"));
        desk.Fault = null;
        await Button(page, ".pane.c", "Hand in the assessment").ClickAsync(new());
        Assert.Equal("", page.Find(".find input[type=text]").GetAttribute("value") ?? ""); // what counts is the record's now
    }

    [Fact]
    public async Task Stage_LeftAndComeBackTo_KeepsWhatWasWritten()
    {
        var page = Open();
        await page.Find(".find input[type=text]").InputAsync(new() { Value = "412" });

        await page.FindAll(".steps button")[1].ClickAsync(new());
        Assert.Empty(desk.Did); // it is the current one
        await page.FindAll(".steps button")[0].ClickAsync(new());
        await page.Find(".think textarea").InputAsync(new() { Value = "An index." });
        await page.FindAll(".steps button")[1].ClickAsync(new());
        Assert.Equal("412", page.Find(".find input[type=text]").GetAttribute("value"));
        await page.FindAll(".steps button")[0].ClickAsync(new());

        Assert.Equal("An index.", page.Find(".think textarea").GetAttribute("value"));
        Assert.Equal(["enter Situation", "enter Assessment", "enter Situation"], desk.Did);
    }

    [Fact]
    public void Resolution_BeforeTheHandIn_SaysHowLongIsWatched()
    {
        desk.View = RoomSamples.View(RoomSamples.Record() with { Stages = [new() { Kind = StageKind.Resolution, EnteredAt = 90 }] });

        Assert.Contains("for 15 s, up to three times as long while one is not well, and longer while other work keeps this machine busy.", Open().Find(".handin").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolution_HandedIn_ShowsWhatWasMeasured()
    {
        desk.View = RoomSamples.View(RoomSamples.Record() with { Stages = [new() { Kind = StageKind.Resolution, EnteredAt = 90 }] });
        var page = Open();

        await Button(page, ".handin", "Hand in: it is over").ClickAsync(new());

        Assert.Contains("1 class is not well yet.", page.Find(".handin").TextContent, StringComparison.Ordinal);
        Assert.Contains("640 ms", page.Find(".handin").TextContent, StringComparison.Ordinal);
        Assert.Contains("No invalid index is left", page.Find(".handin").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolution_WatchedWhileAnotherStageIsLookedAt_IsStillWatched()
    {
        desk.View = RoomSamples.View(RoomSamples.Record() with { Stages = [new() { Kind = StageKind.Resolution, EnteredAt = 90 }] });
        desk.Running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var page = Open();

        var watch = Button(page, ".handin", "Hand in: it is over").ClickAsync(new());
        await page.FindAll(".steps button")[0].ClickAsync(new());
        await page.FindAll(".steps button")[3].ClickAsync(new());
        Assert.True(Button(page, ".handin", "Watching").HasAttribute("disabled"));
        Assert.Equal("1 of 3 kinds of requests are well", page.Find(".handin [role=status]").TextContent);
        desk.Running.SetResult();
        await watch;

        Assert.False(Button(page, ".handin", "Hand in again").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Fault_OfTheLab_IsSaidAndThePageGoesOn()
    {
        var page = Open();
        desk.Fault = new InfrastructureException("The database does not answer.");

        await Button(page, ".titlebar", "Pause").ClickAsync(new());

        Assert.Contains("Our fault: The database does not answer.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".lock tbody tr"));
    }

    [Fact]
    public async Task Reset_IsAskedForTwice()
    {
        var page = Open();

        await Button(page, ".titlebar", "Reset, about 8 s").ClickAsync(new());
        Assert.Empty(desk.Did);
        await Button(page, ".room", "Reset the lab").ClickAsync(new());

        Assert.Equal(["reset"], desk.Did);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_SingleLetters_AreShownAsTheBrowserKeepsThem(bool off)
    {
        var page = Open(keysOff: off);

        await page.InvokeAsync(() => page.Instance.ShowKeys());
        Assert.Equal(!off, page.Find("[data-single-keys]").HasAttribute("checked"));
        await page.Find("[data-single-keys]").ChangeAsync(new() { Value = off });
        await Button(page, ".keys", "Close").ClickAsync(new());
        await page.InvokeAsync(() => page.Instance.ShowKeys());

        Assert.Equal(off, page.Find("[data-single-keys]").HasAttribute("checked"));
    }

    [Fact]
    public async Task Charts_Frozen_StandStillWhileTheClockGoesOn()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Instance.FreezeAsync());

        await page.InvokeAsync(() => desk.ChangeAsync(view => view with { Record = RoomSamples.Record(80) }));

        Assert.Contains("Filtered 11.2 s", page.Find(".ts svg[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal("01:20", page.Find("[role=timer] .clock").TextContent);
        Assert.Contains("charts frozen", page.Find(".titlebar").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chart", "keep Chart : P95 5.00 s, pool 15/15, 113 waiting, 0 errors, I/O wait 41 %")]
    [InlineData("statements", "keep Statements : Top statement: 187 calls, 4.50 s and 36,035 buffers each")]
    [InlineData("", "keep Locks : Pid 431 waits for pid 412")]
    [InlineData("statement", "keep Query 2: EXPLAIN SELECT 1: 1 row")]
    public async Task Keep_WhatHasTheFocus_WithALineThatSaysWhatItShows(string what, string expected)
    {
        var page = Open();

        await page.InvokeAsync(() => page.Instance.KeepAsync(what));

        Assert.Equal([expected], desk.Did);
        Assert.Contains("Kept as L1", page.Find(".runbar").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy", "CREATE INDEX")]
    [InlineData("statistics", "autovacuum_enabled=false")]
    [InlineData("plan", "No EXPLAIN was run yet")]
    [InlineData("log", "slow <i>request</i>")]
    [InlineData("history", "EXPLAIN SELECT 1")]
    public void Tab_InTheAddress_IsOpen(string tab, string says)
    {
        var page = Open(query: $"?tab={tab}");

        Assert.Contains(says, page.Find(".center").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[aria-label='About the lab'] [aria-selected=true]"));
        Assert.Empty(page.FindAll(".center .lock"));
    }

    [Fact]
    public async Task Keep_WithoutAFocus_KeepsTheStatisticsThatAreOpen()
    {
        var page = Open(query: "?tab=statistics");

        await page.InvokeAsync(() => page.Instance.KeepAsync(""));

        Assert.Equal("keep Statistics : Statistics of tables, indexes and columns", desk.Did[^1]);
    }

    [Fact]
    public async Task Evidence_OfStatistics_ShowsThoseThatWereKept()
    {
        var world = await new FakeRoomDesk().StatisticsAsync(CancellationToken.None);
        desk.View = desk.View with { Record = desk.View.Record with { Statistics = [new(100, world)], Evidence = [new("T1", EvidenceSort.Statistics, 100.1, "Statistics")] } };
        var page = Open(hash: "T1");

        page.WaitForAssertion(() => Assert.Contains("autovacuum_enabled=false", page.Find(".kept").TextContent, StringComparison.Ordinal));
    }

    /// <summary>What waits for a lock runs into its time limit, which is no fault of the pane.</summary>
    [Fact]
    public async Task Statistics_ThatTheDatabaseDoesNotGive_SaySoAndCanBeReadAgain()
    {
        desk.Fault = new NpgsqlException("Exception while reading from stream", new TimeoutException());
        var page = Open(query: "?tab=statistics");

        Assert.Contains("They could not be read now.", page.Find(".center [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("The lab's database did not answer.", page.Find(".strip").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped working", page.Markup, StringComparison.Ordinal);
        desk.Fault = null;
        await Button(page, ".center", "Read again").ClickAsync(new());

        Assert.Contains("autovacuum_enabled=false", page.Find(".center").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task History_BroughtBack_PutsTheStatementIntoTheEditor()
    {
        var page = Open(query: "?tab=history");

        await Button(page, ".center", "Bring back").ClickAsync(new());

        Assert.Equal("EXPLAIN SELECT 1", room.Invocations["replace"][^1].Arguments[0]);
    }

    [Fact]
    public void Evidence_InTheAddress_IsOpened()
    {
        var page = Open(hash: "C1");

        Assert.Contains("Pool full", page.Find(".kept").TextContent, StringComparison.Ordinal);
        Assert.Contains("15 / 15, 113 waiting", page.Find(".kept").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C1", "?tab=log", "?tab=log#C1")]
    [InlineData("Q1", "?tab=log", "#Q1")] // a statement stands in its session
    public async Task Evidence_Opened_IsInTheAddress(string mark, string query, string expected)
    {
        var page = Open(query: query);

        await page.FindAll(".foot a.ev").First(link => link.TextContent == mark).ClickAsync(new());

        Assert.EndsWith($"/labs/{Lab}{expected}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_Closed_LeavesTheAddress()
    {
        var page = Open(hash: "C1");
        Assert.EndsWith($"/labs/{Lab}#C1", Address, StringComparison.Ordinal);

        await Button(page, ".kept", "Close").ClickAsync(new());

        Assert.EndsWith($"/labs/{Lab}", Address, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".kept"));
    }

    [Fact]
    public async Task Page_Left_StopsListening()
    {
        Open();
        Assert.True(desk.Watched);

        await DisposeComponentsAsync();

        Assert.False(desk.Watched);
        Assert.Contains("dispose", desk.Did);
    }

    /// <summary>As the lab has it once the lever was pulled.</summary>
    private Task FlagIsAsync(IRenderedComponent<WarRoomPage> page, string value) => page.InvokeAsync(() => desk.ChangeAsync(view =>
        view with { Levers = new Dictionary<string, LeverState>(view.Levers, StringComparer.Ordinal) { ["flag"] = new(value, true, 111) } }));

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<WarRoomPage> Open(string sql = "SELECT 42", string hash = "", string query = "", bool keysOff = false)
    {
        Services.AddSingleton<IRoomDesk>(desk);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var module = JSInterop.SetupModule("./Features/Incidents/WarRoom/WarRoomPage.razor.js");
        room = module.SetupModule("mount", _ => true);
        room.Mode = JSRuntimeMode.Loose;
        room.Setup<IJSStreamReference>("bytes").SetResult(new Bytes(sql));
        room.Setup<string>("hash").SetResult(hash);
        room.Setup<bool>("singleKeysOff").SetResult(keysOff);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/incidents/the-rollback/labs/{Lab}{query}");
        var page = Render<WarRoomPage>(parameters => parameters.Add(component => component.Slug, "the-rollback").Add(component => component.Id, Lab));
        return page;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<WarRoomPage> page, string within, string text) =>
        page.FindAll($"{within} button").First(button => button.TextContent.Trim() == text);

    private sealed class Bytes(string source) : IJSStreamReference
    {
        private readonly byte[] bytes = Encoding.UTF8.GetBytes(source);

        public long Length => bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) => new(new MemoryStream(bytes));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
