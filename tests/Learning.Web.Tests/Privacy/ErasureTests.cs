using System.Net;
using Learning.Tests;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Privacy;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Assessments;
using Learning.Web.Tests.Sittings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Privacy;

public sealed class ErasureTests(AccountHost host) : IClassFixture<AccountHost>
{
    [Fact]
    public async Task Erased_ByTheManagersButton_NoTableKnowsThemAnyMore()
    {
        var left = await Traces.LeaveAsync(host);
        await using var context = host.Contexts.CreateDbContext();
        foreach (var (type, condition) in PersonalTables.Reachable(context.Model, typeof(Candidate)))
        {
            var rows = await context.Database.SqlQuery<long>(System.Runtime.CompilerServices.FormattableStringFactory.Create($"SELECT count(*) AS \"Value\" FROM {type.GetTableName()} WHERE {condition}", left.Candidate.Id)).SingleAsync();
            Assert.True(rows > 0, $"Nothing is tested of {type.GetTableName()}: leave a row in it.");
        }
        var submission = await context.Submissions.Where(row => row.LearnerId == left.Sitting.LearnerId).Select(row => row.Id).SingleAsync();
        var page = await left.Browser.ReadAsync($"/candidates/{left.Candidate.Id}");
        Assert.Contains("This cannot be taken back.", page, StringComparison.Ordinal);
        Assert.Contains("1 sitting", page, StringComparison.Ordinal);

        Assert.Equal("/assessments", Visitor.Goal(await left.Browser.SendAsync($"/candidates/{left.Candidate.Id}", "erase-candidate")));

        foreach (var said in new[] { Traces.Name, left.Candidate.Email!, left.Sitting.Id.ToString(), left.Sitting.LearnerId.ToString(), left.Sitting.InvitationId!.Value.ToString(), submission.ToString(), "tracking.example/ada" })
            Assert.Empty(await Traces.TablesWithAsync(context, said));
        Assert.Equal(["audit_entries"], await Traces.TablesWithAsync(context, left.Candidate.Id.ToString()));
        var entry = await context.AuditEntries.SingleAsync(row => row.Action == AuditActions.CandidateErased && row.SubjectId == left.Candidate.Id);
        Assert.Equal((left.Manager, null), (entry.ActorId!.Value, entry.Detail));
        Assert.Equal(HttpStatusCode.NotFound, (await left.Browser.GetAsync($"/candidates/{left.Candidate.Id}")).StatusCode);
    }

    [Fact]
    public async Task Erased_BySomebodyElse_NothingHappens()
    {
        var left = await Traces.LeaveAsync(host);
        var eve = await new HiringDesks(host).ManagerAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.GetAsync($"/candidates/{left.Candidate.Id}")).StatusCode);
        using var other = new Seated(host, await host.SittingAsync());
        Assert.True(await other.Get<EraseDesk>().EraseOwnAsync(CancellationToken.None)); // their own

        await using var context = host.Contexts.CreateDbContext();
        Assert.True(await context.Candidates.AnyAsync(row => row.Id == left.Candidate.Id));
    }

    [Fact]
    public async Task Erased_ByTheCandidate_WhoHoldsTheSeat()
    {
        var left = await Traces.LeaveAsync(host);
        var earlier = new Sitting { Id = left.Sitting.Id, OrganisationId = left.Organisation, RevisionId = left.Sitting.RevisionId, LearnerId = left.Sitting.LearnerId, Status = SittingStatus.HandedIn, CreatedAt = default, Seed = 1, Seat = 9 };
        using (var stolen = new Seated(host, earlier))
        {
            Assert.Null(await stolen.Get<EraseDesk>().FindOwnAsync(CancellationToken.None));
            Assert.False(await stolen.Get<EraseDesk>().EraseOwnAsync(CancellationToken.None));
        }
        Assert.Contains("Erase my data", await host.Sit(left.Sitting).ReadAsync("/sitting/done"), StringComparison.Ordinal);
        Assert.Contains("Erase my data", await host.Sit(left.Sitting).ReadAsync("/sitting/report"), StringComparison.Ordinal);
        using var seated = new Seated(host, left.Sitting);

        Assert.True(await seated.Get<EraseDesk>().EraseOwnAsync(CancellationToken.None));

        await using var context = host.Contexts.CreateDbContext();
        Assert.Empty(await Traces.TablesWithAsync(context, Traces.Name));
        Assert.Null((await context.AuditEntries.SingleAsync(row => row.Action == AuditActions.CandidateErased && row.SubjectId == left.Candidate.Id)).ActorId);
    }

    [Fact]
    public async Task Erased_Twice_IsErasedOnce()
    {
        var left = await Traces.LeaveAsync(host);
        var erasure = host.Services.GetRequiredService<Erasure>();

        var both = await Task.WhenAll(erasure.EraseAsync(left.Candidate.Id, left.Manager, CancellationToken.None), erasure.EraseAsync(left.Candidate.Id, left.Manager, CancellationToken.None));

        Assert.Equal([false, true], both.Order());
    }

    [Fact]
    public async Task Erased_WhoseNameIsASyllable_TakesNoDetailOfOtherEntriesAlong()
    {
        var left = await Traces.LeaveAsync(host);
        await using var context = host.Contexts.CreateDbContext();
        await context.Candidates.Where(row => row.Id == left.Candidate.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.Name, "e"));
        var other = new AuditEntry { At = TimeProvider.System.GetUtcNow(), Action = AuditActions.RoleGiven, ActorId = left.Manager, SubjectId = left.Manager, Detail = Roles.Mentor };
        context.AuditEntries.Add(other);
        await context.SaveChangesAsync();

        Assert.True(await host.Services.GetRequiredService<Erasure>().EraseAsync(left.Candidate.Id, left.Manager, CancellationToken.None));

        Assert.Equal(Roles.Mentor, await context.AuditEntries.Where(row => row.Id == other.Id).Select(row => row.Detail).SingleAsync());
    }

    [Fact]
    public async Task EveryTableOfACandidateOrLearner_IsInTheDataMap()
    {
        var map = await File.ReadAllTextAsync(Repository.Path("docs", "privacy.md"));
        await using var context = host.Contexts.CreateDbContext();

        var tables = new[] { typeof(Candidate), typeof(Learner) }.SelectMany(from => PersonalTables.Reachable(context.Model, from)).Select(each => each.Type.GetTableName()!).Distinct(StringComparer.Ordinal);

        Assert.All(tables, table => Assert.Contains($"| `{table}` |", map, StringComparison.Ordinal));
        Assert.All(context.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct(StringComparer.Ordinal), table => Assert.Contains($"`{table}`", map, StringComparison.Ordinal));
    }
}
