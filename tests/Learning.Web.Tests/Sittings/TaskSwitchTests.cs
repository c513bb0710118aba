using System.Text;
using Bunit;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Sittings.Pages;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Learning.Web.Tests.Sittings;

/// <summary>The page of a task stays when its candidate goes on to the next one; what the editor reports does not go along.</summary>
public sealed class TaskSwitchTests(AccountHost host) : BunitContext, IClassFixture<AccountHost>
{
    [Fact]
    public async Task Signals_OfTheTaskBefore_AreFiledUnderIt()
    {
        var sitting = await host.SittingAsync(row => (row.Status, row.StartedAt, row.AllowedSeconds) = (SittingStatus.Running, TimeProvider.System.GetUtcNow(), 3600),
            new() { Minutes = 60, Tasks = [new() { Kind = TaskKind.Exercise, Slug = "feed-n-plus-one", Weight = 10, Minutes = 20 }, new() { Kind = TaskKind.Exercise, Slug = "deep-pages", Weight = 10, Minutes = 20 }] });
        using var seat = new Seated(host, sitting);
        Services.AddSingleton(seat.Get<SittingDesk>());
        Services.AddSingleton(seat.Get<SittingBench>());
        Services.AddSingleton(seat.Get<SittingSignals>());
        Services.AddSingleton(TimeProvider.System);
        ComponentFactories.AddStub<Workbench>();
        ComponentFactories.AddStub<SittingStrip>();
        var reporting = JSInterop.SetupModule("./Features/Sittings/Pages/TaskPage.razor.js").SetupModule("watch", _ => true);
        reporting.Mode = JSRuntimeMode.Loose;
        var take = reporting.Setup<IJSStreamReference>("take");
        take.SetResult(new Bytes("[]"));
        var page = Render<TaskPage>(parameters => parameters.Add(each => each.Position, 1));
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

    private sealed class Bytes(string text) : IJSStreamReference
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public long Length => _bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) => new(new MemoryStream(_bytes));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
