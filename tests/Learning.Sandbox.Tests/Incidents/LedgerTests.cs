using Learning.Grading.Incidents;
using Learning.Sandbox.Incidents;
using Learning.Sandbox.Incidents.Load;

namespace Learning.Sandbox.Tests.Incidents;

public sealed class LedgerTests
{
    private const double Month = 30 * 24 * 3600;

    /// <summary>One user a tenth of a second, late after 50 ms; a paid request is lost after 100.</summary>
    private static readonly IncidentWorkload Plan = new()
    {
        Users = 4, ThinkSeconds = 0.1, Pool = 1, PoolLimit = 1, Role = "api", Objective = new(WithinMs: 50, Target: 0.99),
        Classes = [new() { Name = "reads", Label = "Reads", Share = 1, Sql = "SELECT 1" }, new() { Name = "paid", Label = "Paid", Share = 1, Sql = "SELECT 1", Worth = 40, PatienceMs = 100 }],
    };

    private static readonly double Allowed = 40 * Month * 0.01;

    private readonly LabClock _clock = new();
    private readonly Ledger _ledger;

    public LedgerTests()
    {
        _ledger = new(Plan, _clock);
        _clock.Run();
    }

    [Fact]
    public void Quick_CostsNothing()
    {
        _clock.Stop();
        _ledger.Asked(0, 1);
        _ledger.Answered(0);
        Assert.Equal((0, 0, 0), _ledger.SoFar());
    }

    [Fact]
    public async Task Waiting_WithoutAnEnd_CostsAtTheOfferedRate()
    {
        for (var user = 0; user < 4; user++)
            _ledger.Asked(user, user % 2);
        await _clock.UntilAsync(1, CancellationToken.None);
        _clock.Stop();
        var (lost, givenUp, budget) = _ledger.SoFar();
        // Of the 40 offered a second all that are late: asked for 50 ms ago, those with money 100.
        var offered = _clock.Now / Plan.ThinkSeconds;
        Assert.InRange(budget * Allowed, 4 * (offered - 2), 4 * (offered + 1));
        Assert.InRange(givenUp, 2 * (offered - 2), 2 * (offered + 0.5));
        Assert.Equal(40.0 * givenUp, lost);

        _ledger.Answered(0);
        _ledger.Answered(1);
        Assert.Equal((lost, givenUp, budget), _ledger.SoFar());
    }

    [Fact]
    public void Failed_AtOnce_IsOneMiss_AndExcusedIsNone()
    {
        _clock.Stop();
        _ledger.Asked(0, 1);
        _ledger.Failed(0);
        _ledger.Asked(1, 1);
        _ledger.Excused(1);
        var (lost, givenUp, budget) = _ledger.SoFar();
        Assert.Equal((40, 1), (lost, givenUp));
        Assert.Equal(1, budget * Allowed, 6);
    }
}
