using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Learning.Web.Data;
using Learning.Web.Features.Incidents.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Keeper = Learning.Web.Features.Incidents.Sessions.LabHost;

namespace Learning.Web.Tests.Hosting;

/// <summary>Real labs, and a clock that the test sets forward.</summary>
public sealed class LeftLabTests(LabHost host) : IClassFixture<LabHost>, IAsyncLifetime
{
    private readonly ShiftedTime time = new();
    private readonly Incident incident = TinyIncident.Make();
    private LabViewers viewers = null!;
    private Keeper keeper = null!;

    private IncidentLabs Labs => host.Services.GetRequiredService<IncidentLabs>();
    private IDbContextFactory<LabContext> Contexts => host.Services.GetRequiredService<IDbContextFactory<LabContext>>();

    public async Task InitializeAsync()
    {
        viewers = new(time);
        var ledger = new IncidentLedger(Contexts, time);
        keeper = new(Labs, new([incident], []), ledger, new(ledger, viewers, time, Options.Create(new IncidentOptions())), time, NullLogger<Keeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => keeper.StopAsync(CancellationToken.None);

    [Fact]
    public async Task Lab_ThatWasLeft_IsPausedThenEnded_AndItsRecordIsKept()
    {
        var id = await BeginAsync();
        await Labs.Find(id)!.RunAsync("A", "SELECT count(*) FROM payment", CancellationToken.None);

        time.Shift(seconds: 61);
        await UntilAsync(id, row => row.Status == IncidentStatus.Paused);
        time.Shift(seconds: 16 * 60);
        await UntilAsync(id, row => row.Status == IncidentStatus.Ended);

        var row = await RowAsync(id);
        Assert.Equal("Nobody came back within 15 min.", row.Why);
        Assert.NotNull(row.Score);
        var record = RecordFile.Unpack(row.Record!);
        Assert.NotEmpty(record.Samples);
        Assert.Contains(record.Actions, action => action.Statement?.Sql == "SELECT count(*) FROM payment");
        Assert.Null(Labs.Find(id));
        Assert.Null(Labs.Places.FreeInMinutes);
    }

    [Fact]
    public async Task Lab_ThatIsLookedAt_RunsOn_UntilItIsTooOld()
    {
        var id = await BeginAsync();
        using (viewers.Watch(id))
        {
            time.Shift(seconds: 40 * 60);
            await Task.Delay(3000);
            Assert.Equal(IncidentStatus.Running, (await RowAsync(id)).Status);

            time.Shift(seconds: 51 * 60);
            await UntilAsync(id, row => row.Status == IncidentStatus.Ended);
        }
        Assert.Contains("90 min old", (await RowAsync(id)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_BeginsANewRecord_AndKeepsTheOldOneBesideIt()
    {
        var id = await BeginAsync();
        using var looking = viewers.Watch(id);
        await Labs.Find(id)!.RunAsync("A", "SELECT 'before'", CancellationToken.None);
        await Task.Delay(2500);
        await Labs.Find(id)!.ResetAsync(new Progress<LabProgress>(), CancellationToken.None);
        await Task.Delay(3000);

        var now = await RowAsync(id);
        Assert.Equal(IncidentStatus.Running, now.Status);
        Assert.DoesNotContain(RecordFile.Unpack(now.Record!).Actions, action => action.Statement is not null);
        await using var context = Contexts.CreateDbContext();
        var before = await context.IncidentSessions.AsNoTracking().SingleAsync(row => row.LearnerId == now.LearnerId && row.Id != id);
        Assert.Equal(IncidentStatus.Ended, before.Status);
        Assert.Contains(RecordFile.Unpack(before.Record!).Actions, action => action.Statement?.Sql == "SELECT 'before'");

        await keeper.EndAsync(id, "You ended it.");
        Assert.Equal((IncidentStatus.Ended, "You ended it."), ((await RowAsync(id)).Status, (await RowAsync(id)).Why));
    }

    [Fact]
    public async Task Site_ThatStops_EndsItsLabs_AndKeepsTheirRecords()
    {
        var id = await BeginAsync();
        await keeper.StopAsync(CancellationToken.None);

        var row = await RowAsync(id);
        Assert.Equal((IncidentStatus.Ended, IncidentLedger.Restarted), (row.Status, row.Why));
        Assert.Equal(LabPhase.Ended, RecordFile.Unpack(row.Record!).Phase);
    }

    [Fact]
    public async Task Start_WhileTheDatabaseIsAway_HasFailedOnceItAnswersAgain()
    {
        var id = await AddAsync();
        await using var context = Contexts.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync("ALTER TABLE incident_sessions RENAME TO away");
        try
        {
            keeper.Begin(id, incident, 7);
            await Task.Delay(2000);
        }
        finally
        {
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE away RENAME TO incident_sessions");
        }

        await UntilAsync(id, row => row.Status == IncidentStatus.Failed);
    }

    [Fact]
    public async Task End_OfARowThatHasNoLab_FailsIt_UnlessItsLabMayBeYetToCome()
    {
        var id = await AddAsync();

        await keeper.EndAsync(id, "You ended it.");
        Assert.Equal(IncidentStatus.Waiting, (await RowAsync(id)).Status);

        time.Shift(seconds: 60);
        await keeper.EndAsync(id, "You ended it.");
        Assert.Equal(IncidentStatus.Failed, (await RowAsync(id)).Status); // or its learner could not have another one
    }

    private async Task<Guid> BeginAsync()
    {
        var id = await AddAsync();
        keeper.Begin(id, incident, 7);
        await UntilAsync(id, each => each.Status == IncidentStatus.Running, seconds: 120);
        return id;
    }

    private async Task<Guid> AddAsync()
    {
        var row = new IncidentSession
        {
            Id = Guid.CreateVersion7(),
            LearnerId = Guid.CreateVersion7(),
            Slug = incident.Slug,
            Revision = incident.Revision,
            Seed = 7,
            Status = IncidentStatus.Waiting,
            CreatedAt = time.GetUtcNow(),
        };
        await using var context = Contexts.CreateDbContext();
        context.Learners.Add(new() { Id = row.LearnerId, CreatedAt = time.GetUtcNow() });
        context.IncidentSessions.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    private async Task<IncidentSession> RowAsync(Guid id)
    {
        await using var context = Contexts.CreateDbContext();
        return await context.IncidentSessions.AsNoTracking().SingleAsync(row => row.Id == id);
    }

    private async Task UntilAsync(Guid id, Func<IncidentSession, bool> condition, int seconds = 30)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); ; await Task.Delay(200))
        {
            var row = await RowAsync(id);
            if (condition(row))
                return;
            Assert.True(DateTime.UtcNow < end && row.Status is not (IncidentStatus.Ended or IncidentStatus.Failed), $"After {seconds} s it is {row.Status}. {row.Why}");
        }
    }

    private sealed class ShiftedTime : TimeProvider
    {
        private TimeSpan shift;

        public void Shift(int seconds) => shift += TimeSpan.FromSeconds(seconds);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
