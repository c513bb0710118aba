using System.Diagnostics;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Attempts;

public sealed class StatementLinesTests
{
    private const long Began = 1_000_000_000_000;

    [Fact]
    public void Tie_WindowsOnTwoConnections_EachStatementGetsTheLineThatWasSendingThen()
    {
        var record = Record((1, 71, 10), (2, 72, 10.5), (3, 71, 20), (4, 71, 40));

        var tied = StatementLines.Tie(record.ToTrace(NoPlans), record, [Claim(8, 71, 9, 15), Claim(12, 72, 9.5, 30), Claim(19, 71, 18, 25)]);

        Assert.Equal([8, 12, 19, null], tied.Statements.Select(statement => statement.Line));
    }

    [Theory]
    [InlineData(72, 9, 15)]
    [InlineData(71, 11, 15)]
    [InlineData(71, 5, 9)]
    public void Tie_AnotherConnectionOrAnotherMoment_StaysWithoutALine(int backend, double from, double to)
    {
        var record = Record((1, 71, 10));

        Assert.Null(StatementLines.Tie(record.ToTrace(NoPlans), record, [Claim(8, backend, from, to)]).Statements[0].Line);
    }

    [Fact]
    public void Tie_OneQuery_EveryStatementIsThatLine()
    {
        var record = Record((1, 71, 10), (2, 72, 20));

        Assert.All(StatementLines.Tie(record.ToTrace(NoPlans), record, [StatementLines.Always(4)]).Statements, statement => Assert.Equal(4, statement.Line));
    }

    [Fact]
    public void Plausible_LinesOutsideOfTheFile_AreDropped() =>
        Assert.Equal([3], StatementLines.Plausible([.. new[] { int.MinValue, -1, 0, 3, 11, int.MaxValue }.Select(line => new ProtocolLine(line, 1, 0, 1))], fileLines: 10).Select(claim => claim.Line));

    [Fact]
    public void Plausible_AMillionClaims_AreIgnoredAltogether() =>
        Assert.Empty(StatementLines.Plausible([.. Enumerable.Repeat(new ProtocolLine(3, 1, long.MinValue, long.MaxValue), 1_000_000)], fileLines: 10));

    [Fact]
    public void CodeLine_BelowComments_IsTheFirstWords() =>
        Assert.Equal(5, SqlScript.Split("-- one\n/* two\nthree */\n\nSELECT 1;")[0].CodeLine);

    private static readonly Dictionary<int, Grading.Plans.QueryPlan> NoPlans = [];

    private static ProtocolLine Claim(int line, int backend, double fromMs, double toMs) => new(line, backend, Ticks(fromMs), Ticks(toMs));

    private static long Ticks(double ms) => Began + (long)(ms * Stopwatch.Frequency / 1_000);

    private static WireRecord Record(params (int Number, int Backend, double SentMs)[] statements) => new()
    {
        Began = Began, RoundTrips = statements.Length, Connections = 1, Count = statements.Length, Rows = 0, Bytes = 0,
        Statements = [.. statements.Select(sent => new WireStatement
        {
            Number = sent.Number, BackendPid = sent.Backend, SentMs = sent.SentMs, Connection = 1, Sql = "SELECT 1", Parameters = [], ParametersCut = false, Kind = StatementKind.Extended,
            RoundTrip = sent.Number, ServerStartMs = 0, ServerEndMs = 0, FirstRowMs = null, DoneMs = 0, Rows = 0, Bytes = 0, Command = "SELECT 1", Error = null, Partial = false, Skipped = false, Continued = false,
        })],
    };
}
