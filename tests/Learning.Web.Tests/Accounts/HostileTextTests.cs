using System.Text.RegularExpressions;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Tests.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Accounts;

/// <summary>Script is written into every text field that somebody else reads, and looked for on every page that shows it.</summary>
public sealed partial class HostileTextTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Script_InEveryTextField_IsTextOnEveryPage()
    {
        var desks = new ReviewDesks(host);
        var administrator = await host.SignInAsync(AccountHost.AdministratorEmail);
        var (learner, person) = await host.RegisterAsync(Script);
        var (mentor, grace) = await host.RegisterAsync($"Grace {Script}", Roles.Mentor);
        await administrator.SendAsync("/admin/organisations", "found", ("Input.Name", Script));
        await mentor.SendAsync("/cohorts", "begin", ("Input.Name", Script));
        await using var context = host.Contexts.CreateDbContext();
        var (organisation, cohort) = (await context.Organisations.SingleAsync(row => row.Name == Script), await context.Cohorts.SingleAsync(row => row.Name == Script));
        await context.Database.ExecuteSqlAsync($"INSERT INTO cohort_members (cohort_id, learner_id, joined_at) VALUES ({cohort.Id}, {person.Id}, now())");
        var submission = await desks.GradedAsync(person.Id, source: $"// {Script}\nclass A;");
        var review = await desks.AskAsync(person.Id, submission);
        Assert.Null((await desks.Mentor(grace.Id).BeginThreadAsync(review, new(1, null), ReviewThreadKind.Bug, Script, CancellationToken.None)).Refusal);
        Assert.Null((await desks.Mentor(grace.Id).SummariseAsync(review, Script, CancellationToken.None)).Refusal);
        var thread = (await desks.Mentor(grace.Id).OpenAsync(review, CancellationToken.None))!.Threads[0].Id;
        Assert.Null(await desks.Learner(person.Id).AnswerAsync(review, thread, $"[me](javascript:alert(1)) {Script}", CancellationToken.None));

        (Visitor Visitor, string Path)[] pages =
        [
            (learner, "/"), (learner, "/account"), (learner, "/submissions"), (learner, $"/submissions/{submission}"), (learner, "/notifications"), (learner, $"/cohorts/join/{cohort.JoinCode}"), (learner, "/profile"),
            (mentor, "/reviews"), (mentor, $"/reviews/{review}"), (mentor, "/cohorts"), (mentor, $"/cohorts/{cohort.Id}"),
            (administrator, "/admin"), (administrator, "/admin/people"), (administrator, $"/admin/people/{person.Id}"), (administrator, $"/admin/people?search={Uri.EscapeDataString(Script)}"),
            (administrator, "/admin/organisations"), (administrator, $"/admin/organisations/{organisation.Id}"), (administrator, "/admin/audit"), (administrator, "/admin/exercises"),
        ];
        var shown = 0;
        foreach (var (visitor, path) in pages)
        {
            var html = await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script>alert", html);
            Assert.DoesNotContain("<img src=x", html);
            Assert.DoesNotMatch(LivingLink(), html);
            shown += html.Contains("&lt;script&gt;alert", StringComparison.Ordinal) || html.Contains("&lt;img src=x", StringComparison.Ordinal) ? 1 : 0;
        }
        Assert.InRange(shown, 12, pages.Length); // it is there, as text
    }

    [GeneratedRegex("href=\"javascript:", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex LivingLink();
}
