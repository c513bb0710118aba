using System.Globalization;
using Learning.Grading.Incidents.Records;
using Learning.Sandbox.Incidents;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Hosting;

/// <summary>The statistics of a real lab, read while somebody waits for a table.</summary>
public sealed class LabStatisticsTests(LabHost host) : IClassFixture<LabHost>
{
    [Fact]
    public async Task Statistics_WhileALockIsWaitedFor_AreReadWithoutWaiting()
    {
        await using var lab = await host.Services.GetRequiredService<IncidentLabs>().StartAsync(Guid.NewGuid(), TinyIncident.Make(), 7, new Progress<LabProgress>(), CancellationToken.None);
        await UntilAsync(() => lab.Phase == LabPhase.Running);
        var before = await lab.StatisticsAsync(CancellationToken.None);
        Assert.Equal((await SizeAsync(lab, "pg_total_relation_size('payment')"), await SizeAsync(lab, "pg_relation_size('payment_pkey')")), (before.Tables[0].Bytes, before.Indexes[0].Bytes));
        Assert.Equal("CREATE UNIQUE INDEX payment_pkey ON public.payment USING btree (id)", before.Indexes[0].Definition);

        await lab.RunAsync("A", "BEGIN; SELECT count(*) FROM payment", CancellationToken.None);
        var other = await lab.OpenSessionAsync(CancellationToken.None);
        var waits = lab.RunAsync(other, "BEGIN; LOCK TABLE payment; ROLLBACK", CancellationToken.None); // what a plain DROP INDEX asks for
        await UntilAsync(() => lab.Activity.Any(row => row.Learner && row.BlockedBy.Count > 0));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var during = await lab.StatisticsAsync(limit.Token);
        Assert.False(waits.IsCompleted);
        await lab.RunAsync("A", "ROLLBACK", CancellationToken.None);
        await waits;

        Assert.Equal((before.Tables[0].Bytes, before.Indexes[0].Bytes), (during.Tables[0].Bytes, during.Indexes[0].Bytes));
        Assert.Equal("(id), the rest is behind a lock", during.Indexes[0].Definition);
    }

    private static async Task<long> SizeAsync(IncidentLab lab, string asked) =>
        long.Parse((await lab.RunAsync("A", $"SELECT {asked}", CancellationToken.None))[0].Statement!.Rows[0][0]!, CultureInfo.InvariantCulture);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var end = DateTime.UtcNow.AddSeconds(30); !condition(); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < end, "It did not come within 30 s.");
    }
}
