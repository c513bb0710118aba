using System.Security.Claims;
using Learning.Grading.Exercises;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Search;

public sealed record SearchHit(string Title, string Detail, string Href);

public sealed record SearchGroup(string Name, IReadOnlyList<SearchHit> Hits);

/// <summary>Finds what fits, grouped. Every word that was typed has to fit somewhere; one's own submissions are found for oneself only.</summary>
internal sealed class SearchDesk(SearchIndex index, ExerciseLibrary exercises, IDbContextFactory<LabContext> contexts)
{
    public const int MostTyped = 100;
    private const int MostWords = 8, MostOfAGroup = 5, MostSubmissions = 200;

    public async Task<IReadOnlyList<SearchGroup>> FindAsync(string? typed, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var words = SearchText.Words(typed is { Length: > MostTyped } ? typed[..MostTyped] : typed ?? "").Take(MostWords).ToList();
        if (words.Count == 0)
            return [];
        var all = index.Entries.Concat(SearchPages.Of(user)).Concat(await MineAsync(CurrentLearner.Id(user), cancellationToken));
        var found = all.Select(entry => (entry, Fit: Fit(words, entry))).Where(each => each.Fit > 0).OrderByDescending(each => each.Fit).ToLookup(each => each.entry.Group, StringComparer.Ordinal);
        return [.. SearchIndex.Groups.Where(group => found[group].Any()).OrderByDescending(group => Math.Round(found[group].First().Fit, 1))
            .Select(group => new SearchGroup(group, [.. found[group].Take(MostOfAGroup).Select(each => new SearchHit(each.entry.Title, each.entry.Detail, each.entry.Href))]))];
    }

    private static double Fit(List<string> words, SearchEntry entry)
    {
        var sum = 0.0;
        foreach (var word in words)
        {
            var title = entry.TitleWords.Max(each => (double?)SearchText.Fit(word, each)) ?? 0;
            var other = entry.OtherWords.Max(each => (double?)SearchText.Fit(word, each)) ?? 0;
            var best = Math.Max(title, 0.5 * other);
            if (best <= 0)
                return 0;
            sum += best;
        }
        return sum / words.Count;
    }

    private async Task<IEnumerable<SearchEntry>> MineAsync(Guid? learner, CancellationToken cancellationToken)
    {
        if (learner is not { } mine)
            return [];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == mine && row.Kind == SubmissionKind.Submit && row.Status == SubmissionStatus.Graded && row.Verdict != null)
            .OrderByDescending(row => row.CreatedAt).Take(MostSubmissions).Select(row => new { row.Id, row.ExerciseSlug, row.Number, row.Verdict }).ToListAsync(cancellationToken);
        return rows.Select(row => new SearchEntry(
            SearchIndex.Mine, exercises.Find(row.ExerciseSlug)?.Title ?? row.ExerciseSlug, $"{(row.Number is { } number ? $"Attempt {number}" : "Not counted")}, {OutcomeLook.Of(row.Verdict!.Value).Word.ToLowerInvariant()}", $"/submissions/{row.Id}", "report submission"));
    }
}

internal static class SearchEndpoint
{
    public static void AddSearch(this IServiceCollection services) => services.AddSingleton<SearchIndex>().AddSingleton<SearchDesk>();

    /// <summary>Ctrl K asks here while one types.</summary>
    public static void MapSearch(this IEndpointRouteBuilder routes) => routes.MapGet("/search.json", async (string? q, ClaimsPrincipal user, HttpContext http, SearchDesk desk) =>
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await desk.FindAsync(q, user, http.RequestAborted));
    }).RequireAuthorization(Policies.Visitor);
}
