using System.Text;
using Bunit;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Sittings.Defence;
using Learning.Web.Features.Sittings.Links;
using Learning.Web.Features.Sittings.Pages;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Tests.Accounts;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Learning.Web.Tests.Sittings;

/// <summary>Pages of a sitting over the real host, in a browser that is not there.</summary>
public sealed class SittingPagesTests(AccountHost host) : BunitContext, IClassFixture<AccountHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Signals_OfTheTaskBefore_AreFiledUnderIt()
    {
        var sitting = await RunningAsync();
        using var seat = new Seated(host, sitting);
        var (page, reporting, take) = OpenTask(seat, seat.Get<SittingDesk>(), TimeProvider.System);
        page.WaitForState(() => reporting.Invocations["take"].Count > 0, TimeSpan.FromSeconds(30));

        take.SetResult(new Bytes("""[{"kind":"Paste","characters":111,"lines":1,"own":false,"ago":40},{"kind":"Left","ago":10}]"""));
        page.Render(parameters => parameters.Add(each => each.Position, 2));
        await UntilAsync(sitting.Id, "111");
        take.SetResult(new Bytes("""[{"kind":"Paste","characters":222,"lines":1,"own":false,"ago":10}]"""));
        await UntilAsync(sitting.Id, "222");

        await using var context = host.Contexts.CreateDbContext();
        var events = await context.SittingEvents.AsNoTracking().Where(row => row.SittingId == sitting.Id).ToListAsync();
        Assert.All(events.Where(row => row.Kind == SittingEventKind.Left || row.Data!.Contains("111", StringComparison.Ordinal)), row => Assert.Equal(1, row.Position));
        Assert.All(events.Where(row => row.Data?.Contains("222", StringComparison.Ordinal) == true), row => Assert.Equal(2, row.Position));
    }

    [Fact]
    public async Task Task_WhoseReadFailsForAMoment_IsKept_AndReadAgain()
    {
        var sitting = await RunningAsync();
        using var seat = new Seated(host, sitting);
        var contexts = new Shaky(host.Contexts);
        var desk = ActivatorUtilities.CreateInstance<SittingDesk>(seat.Services, ActivatorUtilities.CreateInstance<SittingReader>(seat.Services, contexts));
        var (page, _, _) = OpenTask(seat, desk, new Hurried());
        await UntilAsync(() => contexts.Reads > 2);

        contexts.GoAway(times: 3);
        await UntilAsync(() => contexts.IsBack);
        var before = contexts.Reads;

        await UntilAsync(() => contexts.Reads > before + 1);
        Assert.NotNull(page.Find("#sitting"));
    }

    [Fact]
    public async Task Answer_ThatIsDone_IsWhatStandsInTheBrowser_HoweverOldItsLastSave()
    {
        var sitting = await host.SittingAsync(row => (row.StartedAt, row.AllowedSeconds) = (TimeProvider.System.GetUtcNow().AddMinutes(-10), 3600));
        await using var context = host.Contexts.CreateDbContext();
        context.DefenceQuestions.AddRange(Enumerable.Range(1, 2).Select(number => new DefenceQuestion { SittingId = sitting.Id, Number = number, Position = 1, Question = "Why?", Mark = "S1", Guideline = "", AllowedSeconds = 300 }));
        await context.SaveChangesAsync();
        await context.Sittings.Where(row => row.Id == sitting.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.Status, SittingStatus.Defending).SetProperty(each => each.TasksClosedAt, TimeProvider.System.GetUtcNow()));
        using var seat = new Seated(host, sitting);
        Services.AddSingleton(seat.Get<SittingDesk>());
        Services.AddSingleton(seat.Get<DefenceDesk>());
        Services.AddSingleton(TimeProvider.System);
        ComponentFactories.AddStub<SittingTimer>();
        SetRendererInfo(new("Server", isInteractive: true));
        var module = JSInterop.SetupModule("./Features/Sittings/Pages/DefendPage.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        var browser = module.SetupModule("mount", _ => true);
        browser.Mode = JSRuntimeMode.Loose;
        var bytes = browser.Setup<IJSStreamReference>("bytes");
        bytes.SetResult(new Bytes("Because of the"));
        var page = Render<DefendPage>();

        await page.WaitForElement("button.lg", Patience).ClickAsync(new());
        page.WaitForElement("#answer", Patience);
        page.WaitForElement("button.p:not([disabled])", Patience);
        Assert.Contains("focus = True", Assert.Single(module.Invocations["mount"]).Arguments[2]!.ToString(), StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Instance.AnswerChangedAsync(4));
        Assert.Equal(4, Assert.Single(browser.Invocations["acknowledge"]).Arguments[0]);
        Assert.Equal("Because of the", (await AnswerAsync(sitting.Id)).Answer);
        bytes.SetResult(new Bytes("Because of the loop."));
        await page.WaitForElement("button.p:not([disabled])", Patience).ClickAsync(new());

        var answer = await AnswerAsync(sitting.Id);
        Assert.Equal(("Because of the loop.", true), (answer.Answer, answer.AnsweredAt is not null));
        Assert.True((bool)Assert.Single(browser.Invocations["stop"]).Arguments[0]!); // and the browser forgets it
        page.WaitForElement("button.lg", Patience);
        JSInterop.VerifyFocusAsyncInvoke();
    }

    [Fact]
    public async Task Strip_ThatAsksBeforeTheHandIn_TakesTheKeyboard_AndEscapeGivesItBack()
    {
        var sitting = await RunningAsync();
        using var seat = new Seated(host, sitting);
        Services.AddSingleton(seat.Get<FreshLinks>());
        Services.AddSingleton(seat.Get<CurrentSeat>());
        Services.AddSingleton(TimeProvider.System);
        ComponentFactories.AddStub<SittingTimer>();
        SetRendererInfo(new("Server", isInteractive: true));
        var view = (await seat.Get<SittingDesk>().ReadAsync(CancellationToken.None))!;
        var strip = Render<SittingStrip>(parameters => parameters.AddCascadingValue(view).Add(each => each.Position, 1));

        await strip.FindAll("button").Single(button => button.TextContent == "Hand in the assessment").ClickAsync(new());
        JSInterop.VerifyFocusAsyncInvoke();
        await strip.Find("[role=alertdialog]").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });

        Assert.Empty(strip.FindAll("[role=alertdialog]"));
        JSInterop.VerifyFocusAsyncInvoke(calledTimes: 2);
    }

    private Task<Sitting> RunningAsync() => host.SittingAsync(row => (row.Status, row.StartedAt, row.AllowedSeconds) = (SittingStatus.Running, TimeProvider.System.GetUtcNow(), 3600),
        new() { Minutes = 60, Tasks = [new() { Kind = TaskKind.Exercise, Slug = "feed-n-plus-one", Weight = 10, Minutes = 20 }, new() { Kind = TaskKind.Exercise, Slug = "deep-pages", Weight = 10, Minutes = 20 }] });

    private (IRenderedComponent<TaskPage> Page, BunitJSModuleInterop Reporting, JSRuntimeInvocationHandler<IJSStreamReference> Take) OpenTask(Seated seat, SittingDesk desk, TimeProvider time)
    {
        Services.AddSingleton(desk);
        Services.AddSingleton(seat.Get<SittingBench>());
        Services.AddSingleton(seat.Get<SittingSignals>());
        Services.AddSingleton(time);
        ComponentFactories.AddStub<Workbench>();
        ComponentFactories.AddStub<SittingStrip>();
        var reporting = JSInterop.SetupModule("./Features/Sittings/Pages/TaskPage.razor.js").SetupModule("watch", _ => true);
        reporting.Mode = JSRuntimeMode.Loose;
        var take = reporting.Setup<IJSStreamReference>("take");
        take.SetResult(new Bytes("[]"));
        return (Render<TaskPage>(parameters => parameters.Add(each => each.Position, 1)), reporting, take);
    }

    private async Task<DefenceQuestion> AnswerAsync(Guid sitting)
    {
        await using var context = host.Contexts.CreateDbContext();
        return await context.DefenceQuestions.AsNoTracking().SingleAsync(row => row.SittingId == sitting && row.Number == 1);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var look = 0; look < 200 && !isSo(); look++)
            await Task.Delay(100);
        Assert.True(isSo(), "It did not come to it within 20 s.");
    }

    private async Task UntilAsync(Guid sitting, string characters)
    {
        for (var look = 0; look < 300; look++, await Task.Delay(100))
        {
            await using var context = host.Contexts.CreateDbContext();
            if ((await context.SittingEvents.AsNoTracking().Where(row => row.SittingId == sitting).Select(row => row.Data).ToListAsync()).Exists(data => data?.Contains(characters, StringComparison.Ordinal) == true))
                return;
        }
        throw new TimeoutException($"Nothing with {characters} was recorded.");
    }

    /// <summary>A database that is away when the test says so.</summary>
    private sealed class Shaky(IDbContextFactory<LabContext> contexts) : IDbContextFactory<LabContext>
    {
        private int away, reads;

        public bool IsBack => Volatile.Read(ref away) == 0;

        public int Reads => Volatile.Read(ref reads);

        public void GoAway(int times) => Volatile.Write(ref away, times);

        public LabContext CreateDbContext()
        {
            if (!IsBack)
            {
                Interlocked.Decrement(ref away);
                throw new TimeoutException("The database is away.");
            }
            Interlocked.Increment(ref reads);
            return contexts.CreateDbContext();
        }
    }

    /// <summary>Twenty ticks in the time of one, and past the end of the sitting: the page reads at each.</summary>
    private sealed class Hurried : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(2);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, dueTime / 20, period / 20);
    }

    private sealed class Bytes(string text) : IJSStreamReference
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public long Length => _bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) => new(new MemoryStream(_bytes));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
