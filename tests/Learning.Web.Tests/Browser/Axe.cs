using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Learning.Web.Tests.Browser;

/// <summary>Asks axe about a page in both themes.</summary>
internal static class Axe
{
    /// <summary>Serious and critical findings, a line each. Leaves the page in the theme that it had.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(this IPage page)
    {
        var path = new Uri(page.Url).AbsolutePath;
        var before = await page.EvaluateAsync<string?>("() => document.documentElement.dataset.theme ?? null");
        List<string> faults = [];
        foreach (var theme in (string[])["light", "dark"])
        {
            await SetAsync(page, theme);
            var found = await page.RunAxe(new AxeRunOptions { ResultTypes = new HashSet<ResultType> { ResultType.Violations } });
            faults.AddRange(found.Violations.Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{path}, {theme}: {violation.Id} ({violation.Nodes.Length}): {violation.Nodes[0].Html}"));
        }
        await SetAsync(page, before);
        return faults;
    }

    private static async Task SetAsync(IPage page, string? theme)
    {
        await page.EvaluateAsync("theme => { if (theme) document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme; }", theme);
        await Task.Delay(250); // colours fade
    }
}
