using System.Globalization;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;

namespace Learning.Sandbox.Tests.Incidents;

/// <summary>Each has a lab of its own: they do it harm.</summary>
public sealed class IncidentLabTests : IAsyncLifetime
{
    private readonly SmallIncident _small = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _small.DisposeAsync();

    [Fact]
    public async Task Lab_LeftAlone_MeasuresItsBaselineAndItsSeconds()
    {
        var lab = await _small.StartAsync(SmallIncident.Incident());
        await SmallIncident.UntilAsync(lab, each => each.Phase == LabPhase.Running && each.Record.Statements.Count > 0 && each.Elapsed > 8);
        var record = lab.Record;
        // How fast this machine is today decides none of it: no request takes longer than its time-out, and in a closed loop users are the rate times the turn of one.
        Assert.All(record.Baseline, each => Assert.InRange(each.Value, 0.05, 60_000));
        Assert.All(record.Healthy, each => Assert.Equal(Math.Max(2 * record.Baseline[each.Key], 100), each.Value));
        var turning = record.Samples.Where(sample => sample.At > 6).Select(sample => sample.All.Rate * (0.4 + sample.All.P50!.Value / 1000)).Order().ToList();
        Assert.InRange(turning[turning.Count / 2], 10, 30); // 20 users
        Assert.Equal(0, record.Samples.Sum(sample => sample.All.Errors));
        Assert.Contains(record.Statements[^1].Top, statement => statement.Sql.Contains("payment", StringComparison.Ordinal) && statement.Calls > 10);
        Assert.Contains("ada ben".Split(' '), name => name == record.Drawn["who"]);
        Assert.True(record.Samples.Zip(record.Samples.Skip(1)).All(pair => pair.Second.At > pair.First.At));
    }

    [Fact]
    public async Task LockOfTheLearner_HoldsUpTheApplication_AndIsCharged()
    {
        var lab = await _small.RunningAsync(SmallIncident.Incident());
        await lab.RunAsync("A", "BEGIN; LOCK TABLE payment", CancellationToken.None);
        await SmallIncident.UntilAsync(lab, each => each.Record.Samples[^1] is { BlockedByLearner: > 0, Cost.BlockedSeconds: > 1, Pool: { InUse: 4, Queue: > 5 } });
        Assert.Contains(lab.Record.Locks[^1].Sessions, row => row.Role == "api" && row.BlockedBy.Count > 0 && row.Wait!.StartsWith("Lock/", StringComparison.Ordinal));
        await lab.RunAsync("A", "ROLLBACK", CancellationToken.None);
        await SmallIncident.UntilAsync(lab, each => each.Record.Samples[^1] is { BlockedByLearner: 0, Pool.Queue: 0 });
        var charged = lab.Record.Samples[^1].Cost;
        Assert.InRange(charged.BlockedSeconds, 1, 8);
        Assert.True(charged.GivenUp > 0 && charged.Lost == 10.0 * charged.GivenUp && charged.Budget > 0);
    }

    [Fact]
    public async Task Leak_FillsThePool_EndsWithItsLever_AndEndedSessionsGiveTheirPlacesBack()
    {
        var lab = await _small.StartAsync(SmallIncident.Incident(new IncidentEvent { At = 0, Kind = EventKind.Leak, Class = "read", Seconds = 0.4, EndedBy = "back", Text = "A build is deployed" }));
        await SmallIncident.UntilAsync(lab, each => each.Record.FullAt is not null && each.Activity.Count(row => row is { Role: "api", State: "idle in transaction" }) == 4);
        await lab.PullAsync("back", null, CancellationToken.None);
        foreach (var row in lab.Activity.Where(row => row is { Role: "api", State: "idle in transaction" }).ToList())
            await lab.SignalAsync(row.Pid, terminate: true, CancellationToken.None);
        await SmallIncident.UntilAsync(lab, each => each.Record.Samples[^1] is { Pool: { Queue: 0, InUse: < 3 }, All.Rate: > 10 });
        Assert.False(lab.Levers["back"].Usable);
        Assert.Contains(lab.Record.Actions, action => action is { Kind: ActionKind.Event, Text: "A build is deployed", ByLearner: false });
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task HeldSession_IsFoundByItsPid_AlsoAfterItWasEnded()
    {
        var lab = await _small.StartAsync(SmallIncident.Incident(new IncidentEvent { At = 0, Kind = EventKind.Hold, Role = "worker", Application = "{{who}}", Sql = ["BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM payment"] }));
        await SmallIncident.UntilAsync(lab, each => each.Activity.Any(row => row is { Role: "worker", State: "idle in transaction" }));
        var held = lab.Activity.First(row => row.Role == "worker");
        Assert.Equal(lab.Drawn.Values["who"], held.Application);
        Assert.True(held.HoldsSnapshot);
        var stage = await lab.AnswerAsync(StageKind.RootCause, Answer("1"), CancellationToken.None);
        Assert.False(stage.Answers[0].Right);
        await SmallIncident.UntilAsync(lab, each => each.Phase == LabPhase.Running);
        await lab.SignalAsync(held.Pid, terminate: true, CancellationToken.None);
        stage = await lab.AnswerAsync(StageKind.RootCause, Answer(held.Pid.ToString(CultureInfo.InvariantCulture)), CancellationToken.None);
        Assert.Equal((true, 2), (stage.Answers[0].Right, stage.Answers[0].Tries));

        static Dictionary<string, string> Answer(string pid) => new(StringComparer.Ordinal) { ["holder"] = pid };
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Restart_FailsWhatIsUnderWay_AndTheApplicationComesBack()
    {
        var lab = await _small.RunningAsync(SmallIncident.Incident());
        await lab.RunAsync("A", "BEGIN; LOCK TABLE payment", CancellationToken.None);
        await SmallIncident.UntilAsync(lab, each => each.Record.Samples[^1].Pool.Queue > 3);
        await lab.PullAsync("restart", null, CancellationToken.None);
        await lab.RunAsync("A", "ROLLBACK", CancellationToken.None);
        await SmallIncident.UntilAsync(lab, each => each.Record.Samples.Sum(sample => sample.All.Errors) > 3 && each.Record.Samples[^1] is { All.Rate: > 10, Pool.Queue: 0 });
    }

    [Fact]
    public async Task Levers_DoWhatTheySay_OrWhyNot()
    {
        var lab = await _small.RunningAsync(SmallIncident.Incident());
        await lab.PullAsync("pool", "7", CancellationToken.None);
        Assert.Equal("7", lab.Levers["pool"].Value);
        await SmallIncident.UntilAsync(lab, each => each.Record.Samples[^1].Pool.Size == 7);
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.PullAsync("pool", "9", CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.PullAsync("nothing", null, CancellationToken.None));
        await lab.PullAsync("status", "We are on it", CancellationToken.None);
        Assert.Contains("We are on it", lab.Levers["status"].Value, StringComparison.Ordinal);
        Assert.False(lab.Levers["replica"].Usable);
    }

    /// <summary>Rows that the application may not see any more, the session of its own that it lost while it was ended, and a lab that is reset under the hand-in.</summary>
    [Fact]
    public async Task HandIn_WhatTheApplicationIsAnsweredIsNotThere_IsNotWell()
    {
        var small = SmallIncident.Incident();
        var lab = await _small.StartAsync(small with { Fix = small.Fix with { FloorMs = 5000 } }); // a busy machine makes none of it unwell
        var early = await Assert.ThrowsAsync<InvalidOperationException>(() => lab.RunAsync("A", "DROP INDEX payment_account", CancellationToken.None));
        Assert.Contains("healthy time is still being measured", early.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.PullAsync("restart", null, CancellationToken.None));
        await SmallIncident.UntilAsync(lab, each => each.Phase == LabPhase.Running);

        await lab.RunAsync("A", "ALTER TABLE payment ENABLE ROW LEVEL SECURITY; CREATE POLICY pay ON payment FOR INSERT WITH CHECK (true)", CancellationToken.None);
        var hand = await SmallIncident.HandInAsync(lab);
        Assert.True(hand.DataIntact);
        Assert.Equal([("read", true, false), ("pay", false, true)], hand.Health.Select(each => (each.Class, each.Wrong, each.Well)));

        await lab.RunAsync("A", "ALTER TABLE payment DISABLE ROW LEVEL SECURITY", CancellationToken.None);
        hand = await SmallIncident.HandInAsync(lab);
        Assert.All(hand.Health, each => Assert.False(each.Wrong));

        // Its next statement runs in a session that it did not open itself.
        await lab.RunAsync("A", "SELECT pg_terminate_backend(pg_backend_pid())", CancellationToken.None);
        await lab.RunAsync("A", "SELECT 1", CancellationToken.None);
        await lab.RunAsync("A", "BEGIN; LOCK TABLE payment; SELECT pg_sleep(6); COMMIT", CancellationToken.None);
        Assert.True(lab.Record.Samples[^1].Cost.BlockedSeconds > 1);

        // What is set for all sessions of the database is not for those that judge; what holds the tables up is named.
        await lab.RunAsync("A", "CREATE SCHEMA supervisor; CREATE TABLE supervisor.payment AS SELECT 1 AS id, 1 AS account, 1.0 AS amount; ALTER DATABASE app SET statement_timeout = '1ms'; ALTER DATABASE app SET role = 'api'", CancellationToken.None);
        hand = await SmallIncident.HandInAsync(lab);
        Assert.True(hand.DataIntact, hand.DataChange);
        await lab.RunAsync("A", "ALTER DATABASE app RESET ALL; BEGIN; LOCK TABLE payment", CancellationToken.None);
        var held = await Assert.ThrowsAsync<InvalidOperationException>(() => SmallIncident.HandInAsync(lab));
        Assert.Matches(@"^Session A \(pid [0-9]+\) is in a transaction", held.Message);
        await lab.RunAsync("A", "ROLLBACK", CancellationToken.None);

        var handing = lab.HandInAsync(new Progress<LabProgress>(), CancellationToken.None);
        await lab.ResetAsync(new Progress<LabProgress>(), CancellationToken.None);
        var reset = await Assert.ThrowsAsync<InvalidOperationException>(() => handing.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains("was reset", reset.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ended_AfterDataWasDeleted_KeepsWhatIsGone()
    {
        var lab = await _small.RunningAsync(SmallIncident.Incident());
        await lab.RunAsync("A", "DELETE FROM payment WHERE id <= 10", CancellationToken.None);
        await lab.RunAsync("A", "BEGIN; LOCK TABLE payment", CancellationToken.None);
        await lab.EndAsync("You ended it.");

        Assert.Contains("payments 5000", lab.Record.DataChange, StringComparison.Ordinal);
        Assert.Contains("became payments 4990", lab.Record.DataChange, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task RolledBack_BeforeTheLeakBegins_NeverLeaks()
    {
        var leak = SmallIncident.Incident(new IncidentEvent { At = 8, Kind = EventKind.Leak, Class = "read", Seconds = 0.2, EndedBy = "back" });
        // As many places as users: nobody waits before the leak.
        var lab = await _small.RunningAsync(leak with { Workload = leak.Workload with { Pool = leak.Workload.Users, PoolLimit = leak.Workload.Users } });
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.HandInAsync(new Progress<LabProgress>(), CancellationToken.None));
        await lab.PullAsync("back", null, CancellationToken.None);
        await SmallIncident.UntilAsync(lab, each => each.Elapsed > each.Record.BaselineEnd + 10);

        Assert.DoesNotContain(lab.Activity, row => row is { Role: "api", State: "idle in transaction" });
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Pause_StopsClockAndLoad_AndNothingIsChangedMeanwhile()
    {
        var lab = await _small.RunningAsync(SmallIncident.Incident());
        await lab.PauseAsync();
        var at = lab.Elapsed;
        await Task.Delay(1500);
        Assert.Equal(at, lab.Elapsed);
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.RunAsync("A", "SELECT 1; DROP INDEX payment_account", CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.PullAsync("pool", "7", CancellationToken.None));
        Assert.Null((await lab.RunAsync("A", "SELECT count(*) FROM payment", CancellationToken.None))[0].Statement!.Error);
        await lab.ResumeAsync();
        await SmallIncident.UntilAsync(lab, each => each.Elapsed > at + 2 && each.Record.Samples[^1].All.Rate > 5);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task DroppedTable_IsFailuresNotTheEnd_AndAResetBringsItBack()
    {
        var lab = await _small.StartAsync(SmallIncident.Incident());
        await SmallIncident.UntilAsync(lab, each => each.Phase == LabPhase.Running);
        await lab.RunAsync("A", "DROP TABLE payment", CancellationToken.None);
        await SmallIncident.UntilAsync(lab, each => each.Record.Samples[^1].All.Errors > 3);
        var hand = await SmallIncident.HandInAsync(lab);
        Assert.False(hand.DataIntact || hand.Health.Any(each => each.Well) || hand.Lasting[0].Holds);

        var before = await lab.ResetAsync(new Progress<LabProgress>(), CancellationToken.None);
        Assert.Equal(before.Baseline, lab.Record.Baseline);
        Assert.Equal("5000", (await lab.RunAsync("A", "SELECT count(*) FROM payment WHERE id <= 5000", CancellationToken.None))[0].Statement!.Rows[0][0]);
        await SmallIncident.UntilAsync(lab, each => each.Elapsed > 5);
        hand = await SmallIncident.HandInAsync(lab);
        Assert.True(hand.DataIntact && hand.Health.All(each => each.Well) && hand.Lasting[0].Holds, string.Join(", ", hand.Health));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task FullDisk_EndsTheLabWithItsReason_AndAResetBeginsAnew()
    {
        var lab = await _small.RunningAsync(SmallIncident.Incident());
        var filling = lab.RunAsync("A", "CREATE TABLE big AS SELECT n, repeat('x', 500) AS text FROM generate_series(1, 2000000) n", CancellationToken.None);
        await SmallIncident.UntilAsync(lab, each => each.Phase == LabPhase.Ended, 60);
        Assert.Contains("filled its disk", lab.Record.Ended, StringComparison.Ordinal);
        Assert.NotNull((await filling)[0].Statement!.Error);
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.RunAsync("A", "SELECT 1", CancellationToken.None));
        await lab.ResetAsync(new Progress<LabProgress>(), CancellationToken.None);
        Assert.Equal("1", (await lab.RunAsync("A", "SELECT 1", CancellationToken.None))[0].Statement!.Rows[0][0]);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task ThirdLab_WaitsUntilAPlaceIsFree()
    {
        var first = await _small.StartAsync(SmallIncident.Incident());
        await _small.StartAsync(SmallIncident.Incident());
        List<string> said = [];
        var third = _small.Labs.StartAsync(Guid.NewGuid(), SmallIncident.Incident(), 7, new Steps(said), CancellationToken.None);
        await Task.Delay(500);
        Assert.Contains(said, text => text.StartsWith("Waiting for a place: 2 labs run", StringComparison.Ordinal));
        Assert.Equal((2, 2, 1), (_small.Labs.Places.Running, _small.Labs.Places.Most, _small.Labs.Places.Waiting));
        await first.DisposeAsync();
        Assert.Equal(LabPhase.Ended, first.Phase);
        Assert.NotEqual(LabPhase.Ended, (await third).Phase);
    }

    private sealed class Steps(List<string> said) : IProgress<LabProgress>
    {
        public void Report(LabProgress value) => said.Add(value.Text);
    }
}
