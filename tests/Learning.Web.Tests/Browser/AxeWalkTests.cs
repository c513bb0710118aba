using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Learning.Web.Tests.Browser;

/// <summary>
/// Follows links as each role through one page of every kind, and asks axe about it in both themes. Pages are known from their routes: one that nobody
/// leads to has to be named here, with why.
/// </summary>
[Trait("Category", "Long")]
public sealed class AxeWalkTests(ITestOutputHelper output) : BrowserTest
{
    private const float Grading = 180_000;

    /// <summary>Pages that no link of a new site leads to. Those with an address of their own are walked all the same.</summary>
    private static readonly string[] Doors =
    [
        "/account/register", "/account/sign-in", "/account/forgotten", "/account/reset?person=x&code=y", "/account/confirm?person=x&code=y", "/account/email/confirm?person=x&email=a@b.example&code=y",
        "/error", "/no-such-page", "/notifications", "/development/mail", "/profile", "/words", "/cohorts/join/nothing", "/certificates/nothing", "/i/nothing", "/i/again/nothing", "/sitting/left",
    ];

    /// <summary>
    /// What needs more than a walk: a lab that runs (IncidentWalkTests asks axe there), an assessment with candidates (HiringWalkTests), half a sign-in, something that others have handed in, a second organisation.
    /// </summary>
    private static readonly string[] Elsewhere =
    [
        "/incidents/{Slug}/labs", "/account/two-factor", "/account/first-administrator", "/account/external", "/reviews/{Id:guid}/alike", "/not-found", "/sitting", "/assessments/", "/candidates", "/sittings", "/settings/hiring/{Organisation:guid}",
    ];

    private static readonly IReadOnlyList<(string Template, Regex Path)> Routes = [.. typeof(Program).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Distinct(StringComparer.Ordinal).OrderByDescending(template => template.Split('{')[0].Length)
        .Select(template => (template, new Regex($"^{Regex.Replace(template, @"\{[^}]+\}", "[^/]+", RegexOptions.None, TimeSpan.FromSeconds(1))}/?$", RegexOptions.None, TimeSpan.FromSeconds(1))))];

    private readonly List<string> faults = [];
    private readonly HashSet<string> walked = new(StringComparer.Ordinal);

    [Fact]
    public async Task EveryPage_InBothThemes_HasNoSeriousFinding()
    {
        var (learner, mentor, hiring, administrator) = (await PersonAsync("learner"), await PersonAsync("mentor"), await PersonAsync("hiring"), await PersonAsync("administrator"));
        await PrepareAsync(learner, mentor);
        await PrepareHiringAsync(hiring);

        await WalkAsync(Page, ["/", .. Doors]);
        await WalkAsync(learner, ["/", "/submissions", "/account"]);
        await WalkAsync(mentor, ["/reviews", "/cohorts"]);
        await WalkAsync(hiring, ["/", "/assessments", "/settings/hiring"]);
        await WalkAsync(administrator, ["/admin"]);

        var missed = Routes.Select(route => route.Template).Where(template => !walked.Contains(template) && !Elsewhere.Any(known => template.StartsWith(known, StringComparison.Ordinal))).ToList();
        output.WriteLine($"{walked.Count} kinds of page: {string.Join(' ', walked)}");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(missed.Count == 0, $"No link leads to {string.Join(", ", missed)}.");
    }

    private async Task<IPage> PersonAsync(string who)
    {
        var page = await NewPageAsync();
        await SignInAsync(page, $"{who}@demo.example", DemoPassword);
        return page;
    }

    /// <summary>Two attempts, a request, a cohort: so that their pages have something on them.</summary>
    private static async Task PrepareAsync(IPage learner, IPage mentor)
    {
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await learner.GotoAsync("/exercises/transactions-by-category");
            await EditorAsync(learner);
            await learner.EvaluateAsync("text => { const model = monaco.editor.getModels()[0]; model.setValue(text + model.getValue()); }", $"-- {attempt}\n");
            await learner.GetByRole(AriaRole.Button, new() { Name = "Submit" }).First.ClickAsync();
            await learner.GetByRole(AriaRole.Link, new() { Name = "The whole report" }).ClickAsync(new() { Timeout = Grading });
        }
        await learner.GetByRole(AriaRole.Button, new() { Name = "Ask for a review" }).ClickAsync();
        await mentor.GotoAsync("/cohorts");
        await mentor.GetByLabel("Name").FillAsync("Walkers");
        await mentor.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Assertions.Expect(mentor.GetByRole(AriaRole.Heading, new() { Name = "Walkers" })).ToBeVisibleAsync();
    }

    /// <summary>A webhook, so that it has a page. Nothing is sent to it.</summary>
    private static async Task PrepareHiringAsync(IPage hiring)
    {
        await hiring.GotoAsync("/settings/hiring");
        await hiring.Locator("[name='Hook.Url']").FillAsync("http://127.0.0.1:9/hook");
        await hiring.Locator("[name='Hook.Events']").First.CheckAsync();
        await hiring.GetByRole(AriaRole.Button, new() { Name = "Add a webhook" }).ClickAsync();
        await Assertions.Expect(hiring.GetByRole(AriaRole.Link, new() { Name = "Its page" })).ToBeVisibleAsync();
    }

    /// <summary>One page of each kind, once for each role: somebody else's page may show more.</summary>
    private async Task WalkAsync(IPage page, IEnumerable<string> starts)
    {
        var (ahead, seen) = (new Queue<string>(starts), new HashSet<string>(StringComparer.Ordinal));
        while (ahead.TryDequeue(out var path))
        {
            var plain = path.Split('?', '#')[0];
            var kind = Routes.FirstOrDefault(route => route.Path.IsMatch(plain)).Template;
            if ((kind is null && plain != "/no-such-page") || !seen.Add(kind ?? plain))
                continue;
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator("h1").First).ToBeVisibleAsync();
            await Task.Delay(500); // its circuit renders once more
            walked.Add(kind ?? plain);
            faults.AddRange(await page.FindingsAsync());
            if (await FlickeredAsync(page))
                faults.Add($"{path}: what was prerendered went away when the circuit began");
            foreach (var link in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin && !a.hasAttribute('download')).map(a => a.pathname + a.search)"))
                ahead.Enqueue(link);
        }
    }
}
