using System.Net;
using System.Text.Json;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Integrations.Exports;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Markings;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Integrations;

public sealed class ExportTests(AccountHost host) : IClassFixture<AccountHost>
{
    private readonly MarkingDesks markings = new(host);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-1", "'-1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=\"x\"", "\"'=\"\"x\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData(" edge", "\" edge\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Cell_IsOneCell_AndNeverAFormula(string? value, string expected) => Assert.Equal(expected, CsvText.Cell(value));

    [Fact]
    public async Task Export_NamesDecidedCandidatesOnly_AndIsWrittenDown()
    {
        var organisation = await markings.OrganisationAsync();
        var (grace, manager) = await markings.MemberAsync(organisation);
        var assessment = await markings.AssessmentAsync(organisation);
        var decided = await markings.HandedInAsync(assessment, "7F3A", name: "=HYPERLINK(\"http://evil.example\")");
        await markings.HandedInAsync(assessment, "8B2C", name: "Eve Undecided");
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.HiringDecisions.Add(new() { Id = Guid.CreateVersion7(), SittingId = decided.Id, DecidedBy = manager, DeciderName = "Grace", Outcome = HiringOutcome.TalkFirst, Reasons = "Ümläute, \"quoted\"", At = DateTimeOffset.UtcNow });
            await context.SaveChangesAsync();
        }

        var bytes = await grace.Client.GetByteArrayAsync(new Uri($"/assessments/{assessment}/export.csv", UriKind.Relative));
        var json = JsonDocument.Parse(await grace.Client.GetStringAsync(new Uri($"/assessments/{assessment}/export.json", UriKind.Relative))).RootElement;

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var csv = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.Equal(4, csv.Split("\r\n").Length); // header, two sittings, and the end of the last line
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"Ümläute, \"\"quoted\"\"\"", csv, StringComparison.Ordinal);
        Assert.Contains("8B2C", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("Undecided", csv + json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, json.GetProperty("sittings").GetArrayLength());
        await using var after = host.Contexts.CreateDbContext();
        Assert.Equal(["2 sittings as csv", "2 sittings as json"], await after.AuditEntries.Where(entry => entry.SubjectId == assessment && entry.Action == AuditActions.ResultsExported).OrderBy(entry => entry.Id).Select(entry => entry.Detail!).ToListAsync());
    }

    [Fact]
    public async Task Export_ForManagersElsewhereMentorsAndTheDisabled_IsNotThere()
    {
        var organisation = await markings.OrganisationAsync();
        var assessment = await markings.AssessmentAsync(organisation);
        var (elsewhere, _) = await markings.MemberAsync(await markings.OrganisationAsync());
        var (mentor, _) = await markings.MemberAsync(organisation, Roles.Mentor);

        foreach (var visitor in new[] { elsewhere, mentor, host.Visit() })
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/assessments/{assessment}/export.csv")).StatusCode);
    }
}
