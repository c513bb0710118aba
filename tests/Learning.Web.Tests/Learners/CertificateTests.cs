using System.Net;
using Learning.Grading.Reports;
using Learning.Web.Features.Certificates;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Learners;

public sealed class CertificateTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Track = "queries-from-code";
    private readonly LearnerDesks desks = new(host);

    [Fact]
    public async Task Issue_TrackFinished_ListsTheEvidence_AndFourClicksMakeOne()
    {
        var (visitor, ada) = await host.RegisterAsync("Ada");
        await desks.FinishAsync(ada.Id, Track);

        var issued = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desks.Certificates(ada.Id).IssueAsync(Track, " Ada Lovelace ", CancellationToken.None)));

        var code = Assert.Single(issued.Select(each => each.Code).Distinct(StringComparer.Ordinal))!;
        Assert.Matches("^[0-9a-f]{32}$", code);
        var page = await host.Visit().ReadAsync($"/certificates/{code}");
        Assert.Contains("Ada Lovelace", page, StringComparison.Ordinal);
        Assert.Contains("Feed, one author at a time", page, StringComparison.Ordinal);
        Assert.Contains(new string('a', 64), page, StringComparison.Ordinal);
        Assert.Contains("name=\"robots\" content=\"noindex", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/submissions/", page[page.IndexOf("<article", StringComparison.Ordinal)..], StringComparison.Ordinal); // a stranger has nothing to open
        Assert.Contains("Your report", await visitor.ReadAsync($"/certificates/{code}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deep-pages")]
    [InlineData("writing-in-batches")]
    public async Task Issue_OneStepOpen_IsRefused(string open)
    {
        var ada = await desks.PersonAsync("Ada");
        await desks.FinishAsync(ada, Track, but: open);
        if (open == "deep-pages")
            await desks.HandInAsync(ada, open, Verdict.OverBudget);

        Assert.Equal(new Issued(null, CertificateDesk.NotFinished), await desks.Certificates(ada).IssueAsync(Track, "Ada", CancellationToken.None));
    }

    [Fact]
    public async Task Issue_Anonymous_EvidenceMissing_OrNoName_SaysWhatToDo()
    {
        var (anonymous, ada) = (await desks.AnonymousAsync(), await desks.PersonAsync("Ada"));
        await desks.FinishAsync(anonymous, Track);
        await desks.FinishAsync(ada, Track, withEvidence: false);

        Assert.Contains("Register first", (await desks.Certificates(anonymous).IssueAsync(Track, "Ada", CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("was not kept", (await desks.Certificates(ada).IssueAsync(Track, "Ada", CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("which name", (await desks.Certificates(ada).IssueAsync(Track, "  ", CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("At most 80", (await desks.Certificates(ada).IssueAsync(Track, new('x', 81), CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("cannot be printed", (await desks.Certificates(ada).IssueAsync(Track, "A\u202Eda", CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Equal(CertificateDesk.NotFinished, (await desks.Certificates(ada).IssueAsync("no-such-track", "Ada", CancellationToken.None)).Refusal);
        Assert.Equal(CertificateDesk.NotFinished, (await desks.Certificates(ada).IssueAsync("measure-first", "Ada", CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Name_ThatIsAScript_IsText()
    {
        var ada = await desks.PersonAsync("Ada");
        await desks.FinishAsync(ada, Track);
        var code = (await desks.Certificates(ada).IssueAsync(Track, "<script>alert(1)</script>", CancellationToken.None)).Code;

        var page = await host.Visit().Client.GetStringAsync(new Uri($"/certificates/{code}", UriKind.Relative));

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_ByAStranger_DoesNothing_ByItsOwner_EndsTheAddress_AndAnotherCanBeIssued()
    {
        var (ada, eve) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"));
        await desks.FinishAsync(ada, Track);
        var code = (await desks.Certificates(ada).IssueAsync(Track, "Ada", CancellationToken.None)).Code!;

        Assert.False(await desks.Certificates(eve).WithdrawAsync(code, CancellationToken.None));
        Assert.False((await desks.Certificates(eve).OpenAsync(code, CancellationToken.None))!.IsOwner);
        Assert.True(await desks.Certificates(ada).WithdrawAsync(code, CancellationToken.None));

        Assert.Equal(HttpStatusCode.NotFound, (await host.Visit().GetAsync($"/certificates/{code}")).StatusCode);
        Assert.NotEqual(code, (await desks.Certificates(ada).IssueAsync(Track, "Ada", CancellationToken.None)).Code);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(2, await context.Certificates.CountAsync(row => row.PersonId == ada));
    }
}
