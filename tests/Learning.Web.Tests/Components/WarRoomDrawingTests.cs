using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Web.Features.Incidents.WarRoom;

namespace Learning.Web.Tests.Components;

public sealed class WarRoomDrawingTests
{
    private static readonly IReadOnlyDictionary<string, string> Drawn = RoomSamples.Record().Drawn;

    [Fact]
    public void Marks_OwnActionsByNumber_OthersByLetter()
    {
        var record = RoomSamples.Record();

        Assert.Equal(["A", "3"], RoomSeries.Marks(record).Select(mark => mark.Text));
        Assert.Equal("A", RoomSeries.MarkTexts(record)[1]);
    }

    [Fact]
    public void P95_Said_NamesTheWorstFirstAndTheLimit()
    {
        var (record, incident) = (RoomSamples.Record(), RoomSamples.Incident());
        var lines = RoomSeries.P95(incident.Workload.Classes, 0, record);

        Assert.Equal("P95 by request class over 2 minutes, log scale. Filtered 11.2 s, Unfiltered 4.86 s, Writes 3.0 ms. Unfiltered: ≤ 12 ms.",
            RoomSeries.P95Said(lines, RoomSeries.Healthy(incident.Workload.Classes, record), record));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1, "1 ms")]
    [InlineData(100, "100")]
    [InlineData(1000, "1 s")]
    [InlineData(100_000, "100 s")]
    public void Tick_NamesItsUnitWhereItBegins(double milliseconds, string expected) => Assert.Equal(expected, RoomText.MsTick(milliseconds));

    [Theory]
    [InlineData("SEV 1: nobody gets an answer", "SEV-1")]
    [InlineData("SEV-2", "SEV-2")]
    [InlineData("SEV3", "SEV-3")]
    [InlineData("SEVERAL customers", null)]
    [InlineData("SEV", null)]
    [InlineData("", null)]
    public void Severity_IsTheOneThatAnAnswerNames(string answer, string? expected)
    {
        var record = RoomSamples.Record() with { Stages = [new() { Kind = StageKind.Assessment, EnteredAt = 0, Answers = [new("classes", "filtered", null, [], 1), new("severity", answer, null, [], 1)] }] };

        Assert.Equal(expected, StageAnswers.Severity(record));
    }

    [Fact]
    public void Activity_OfALeak_SaysHowManySitIdle() =>
        Assert.Equal("No session of the application is at work at this moment. 2 sit idle in a transaction.",
            ActivityWords.Summary([RoomSamples.Row(1, "api", "idle in transaction"), RoomSamples.Row(2, "api", "idle in transaction")], RoomSamples.Incident()));

    [Fact]
    public void TopRows_SinceThePoolWasFull_CountOnlyWhatCameAfter()
    {
        var rows = TopRow.Of(RoomSamples.Record().Statements, since: 90);

        Assert.Equal(187, rows[0].Calls);
        Assert.Equal((842_000 - 400) / 187.0, rows[0].MeanMs, 0.01);
        Assert.Equal((23_500 * 287 - 60 * 100) / 187.0, rows[0].Buffers, 0.01);
        Assert.True(rows[0].Hot);
        Assert.Equal(287, TopRow.Of(RoomSamples.Record().Statements, since: null)[0].Calls);
    }

    [Fact]
    public void WaitShares_OfTheLastMinute_LeaveTheMinuteBeforeOut()
    {
        var shares = WaitShare.Of(RoomSamples.Record(200));

        Assert.Equal(["IO/DataFileRead", "IO/AioIoCompletion", "CPU"], shares.Select(share => share.Event));
        Assert.Equal(12, shares[0].Mean, 0.001);
        Assert.Equal(0.8, shares[0].Share, 0.001);
    }

    [Fact]
    public void BurnRate_OfTheLastMinute_SaysWhenTheBudgetIsGone()
    {
        var record = RoomSamples.Record(200);
        var burn = BurnRate.Of(record);

        Assert.Equal(0.3, burn.PerMinute, 0.001);
        Assert.Equal(289, burn.GoneAt!.Value, 0.5);
        Assert.Equal("30.0 % a minute: gone at 04:49 if nothing changes", burn.Said(record.Samples[^1].Cost.Budget));
        Assert.Equal("Nothing is spent of it now.", BurnRate.Of(RoomSamples.Record(60)).Said(0));
    }

    [Fact]
    public void Activity_Blocker_StandsAboveWhoWaitsAndTheApplicationIsFolded()
    {
        var lines = ActivityTree.Of(RoomSamples.Activity(), RoomSamples.Incident(), Drawn);

        Assert.Equal([(0, 412, 1), (1, 431, 1), (0, 500, 12), (0, 520, 1)], lines.Select(line => (line.Depth, line.First.Pid, line.Sessions.Count)));
        Assert.Equal(1, lines[0].Waiters);
        Assert.Equal("The same, in one category", lines[2].Doing);
        Assert.Equal("virtualxid of", ActivityWords.WaitsOn(lines[1].First));
        Assert.Equal("No session of the application waits for a lock: 12 wait for pages, 1 is on the CPU.", ActivityWords.Summary(RoomSamples.Activity(), RoomSamples.Incident()));
    }

    [Fact]
    public void Activity_QueueBehindALearner_IsATreeOfThree()
    {
        IReadOnlyList<ActivityRow> rows =
        [
            RoomSamples.Row(412, "export_worker", "idle in transaction"), RoomSamples.Row(900, "oncall", "active", "Lock/relation", "DROP INDEX ix", 412),
            .. Enumerable.Range(500, 15).Select(pid => RoomSamples.Row(pid, "api", "active", "Lock/relation", RoomSamples.SlowSql, 900)),
        ];

        var lines = ActivityTree.Of(rows, RoomSamples.Incident(), Drawn);

        Assert.Equal([(0, 412, 16), (1, 900, 15), (2, 500, 0)], lines.Select(line => (line.Depth, line.First.Pid, line.Waiters)));
        Assert.Equal(15, lines[2].Sessions.Count);
    }

    [Fact]
    public void Activity_SessionsThatWaitForEachOther_AreAllShown() =>
        Assert.Equal([1, 2], ActivityTree.Of([RoomSamples.Row(1, "a", "active", "Lock/x", "", 2), RoomSamples.Row(2, "b", "active", "Lock/x", "", 1)], RoomSamples.Incident(), Drawn).Select(line => line.First.Pid).Order());

    [Fact]
    public void Consequence_OfASignal_SaysWhatIsUndoneAndWhoWaits()
    {
        var (rows, incident) = (RoomSamples.Activity(), RoomSamples.Incident());

        Assert.Contains("there is nothing to cancel", ActivityWords.Consequence(rows[0], 1, terminate: false, incident), StringComparison.Ordinal);
        Assert.Contains("rolls its transaction back: what it did in 18:42 is undone. 1 session waits for it.", ActivityWords.Consequence(rows[0], 1, terminate: true, incident), StringComparison.Ordinal);
        Assert.Contains("leaves an invalid index behind", ActivityWords.Consequence(rows[1], 0, terminate: false, incident), StringComparison.Ordinal);
        Assert.StartsWith("Drops a connection of the application", ActivityWords.Consequence(rows[2], 0, terminate: true, incident), StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_OfADeployment_NumbersItsLines() =>
        Assert.Equal([(DiffChange.Hunk, null, null, "up"), (DiffChange.Same, 3, 3, "ALTER TABLE"), (DiffChange.Removed, 4, null, "ANALYZE"), (DiffChange.Added, null, 4, "CREATE INDEX"), (DiffChange.Added, null, 5, "-- <b>later</b>")],
            DiffLine.Read(RoomSamples.Incident().Deployment.Files[0].Diff).Select(line => (line.Change, line.Before, line.After, line.Text)));

    [Theory]
    [InlineData("SELEC 1", 1, 1, 1)]
    [InlineData("SELECT 1,\n  😀 bad", 15, 2, 6)]
    [InlineData("SELECT 1", 0, 0, 0)]
    [InlineData("SELECT 1", 99, 0, 0)]
    public void ErrorPlace_FromPostgresPosition_IsALineAndAColumn(string sql, int position, int line, int column)
    {
        var place = ErrorPlace.Of(sql, position);

        Assert.Equal((line, column), (place?.Line ?? 0, place?.Column ?? 0));
    }

    [Fact]
    public void Alarms_SayAChangeOnceAndNoMoreThanOneInTenSeconds()
    {
        var alarms = new RoomAlarms();
        List<(int, string)> said = [];
        for (var second = 1; second <= 130; second++)
        {
            // The pool is full from 90 on, a session of the learner's blocks from 93 to 120.
            var record = RoomSamples.Record(second) with { Samples = [RoomSamples.Sample(second, second >= 90, second is >= 93 and <= 120 ? 4 : 0)] };
            if (alarms.Next(record) is { } text)
                said.Add((second, text));
        }

        Assert.Equal([(90, "The pool is full, 113 requests wait for a connection."), (100, "4 requests wait for a session of yours."), (121, "No request waits for a session of yours any more.")], said);
    }

    [Fact]
    public void Alarms_OfASoftClock_AreSaidAtFiveMinutesAndAtOne()
    {
        var alarms = new RoomAlarms();
        var said = Enumerable.Range(0, 400).Select(second => alarms.Next(RoomSamples.Record(1), 400 - second)).Where(text => text is not null);

        Assert.Equal(["5 minutes left on this stage's soft clock.", "1 minute left on this stage's soft clock."], said);
    }

    [Fact]
    public void Watch_OfALabThatSpeaksOften_IsHeardOnceASecondAndTheLastWordAlways()
    {
        EventHandler? lab = null;
        var (heard, time) = (0, new HandClock());
        using (new RoomWatch(on => lab += on, off => lab -= off, () => { heard++; return Task.CompletedTask; }, time))
        {
            for (var tenth = 0; tenth <= 25; tenth++)
            {
                lab!(this, EventArgs.Empty);
                time.Advance(TimeSpan.FromMilliseconds(100));
            }
            // At 0, 1 and 2 s; what was said after that waits for 3 s.
            Assert.Equal(3, heard);
            time.Advance(TimeSpan.FromSeconds(1));
            time.Advance(TimeSpan.FromSeconds(9));
            Assert.Equal(4, heard);
        }
        Assert.Null(lab);
    }

    [Fact]
    public void Answers_OfSeveralOptions_KeepTheOptionsOrderAndTheirCommas()
    {
        IReadOnlyList<string> options = ["a, or b", "c; d", "e"];
        var answer = StageAnswers.Toggle(StageAnswers.Toggle("", "e", options), "a, or b", options);

        Assert.Equal("a, or b\ne", answer);
        Assert.Equal("e", StageAnswers.Toggle(answer, "a, or b", options));
    }

    [Theory]
    [InlineData("SELECT id, created_at, amount, merchant FROM transactions\n WHERE user_id = $1", 90, "… WHERE user_id = $1")]
    [InlineData("SELECT 1 WHERE true", 90, "SELECT 1 WHERE true")]
    [InlineData("CREATE INDEX CONCURRENTLY a_long_name ON t (c)", 24, "CREATE INDEX CONCURRENT…")]
    public void SqlShort_OfAQuery_BeginsWhereItDiffers(string sql, int most, string expected) => Assert.Equal(expected, SqlShort.Of(sql, most));

    /// <summary>A clock that is moved by hand, with the one timer that a watch has.</summary>
    private sealed class HandClock : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;
        private HandTimer? timer;

        public override DateTimeOffset GetUtcNow() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => timer = new(this, callback);

        public void Advance(TimeSpan by)
        {
            now += by;
            timer?.Ring();
        }

        private sealed class HandTimer(HandClock clock, TimerCallback callback) : ITimer
        {
            private DateTimeOffset? due;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                return true;
            }

            public void Ring()
            {
                if (due > clock.now || due is null)
                    return;
                due = null;
                callback(null);
            }

            public void Dispose() => due = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
