using System.Security.Claims;
using Learning.Web.Features.Account;

namespace Learning.Web.Features.Search;

/// <summary>The pages that somebody of this role has. A hint only: each page asks again.</summary>
internal static class SearchPages
{
    private static readonly (string Policy, SearchEntry Entry)[] All =
    [
        (Policies.Visitor, Page("Home", "What is next", "/")),
        (Policies.Visitor, Page("Exercises", "All of them", "/exercises")),
        (Policies.Visitor, Page("Incidents", "All of them", "/incidents")),
        (Policies.Visitor, Page("Submissions", "All that you handed in", "/submissions")),
        (Policies.Visitor, Page("Profile", "What you have shown", "/profile")),
        (Policies.Visitor, Page("Notifications", "What you were told", "/notifications")),
        (Policies.Visitor, Page("Verdicts and codes", "What they mean", "/words")),
        (Policies.Person, Page("Your account", "Name, password, data", "/account")),
        (Policies.Mentor, Page("Reviews", "The queue", "/reviews")),
        (Policies.Mentor, Page("Cohorts", "Your learners", "/cohorts")),
        (Policies.HiringManager, Page("Assessments", "Tasks, invitations, candidates", "/assessments")),
        (Policies.Administrator, Page("People", "Administration", "/admin/people")),
        (Policies.Administrator, Page("Organisations", "Administration", "/admin/organisations")),
        (Policies.Administrator, Page("Discussions", "Administration: reported posts", "/admin/discussions")),
        (Policies.Administrator, Page("Audit log", "Administration", "/admin/audit")),
    ];

    public static IEnumerable<SearchEntry> Of(ClaimsPrincipal user) => All.Where(each => each.Policy switch
    {
        Policies.Visitor => true,
        Policies.Person => CurrentLearner.IsPerson(user),
        Policies.Mentor => user.IsInRole(Roles.Mentor),
        Policies.HiringManager => user.IsInRole(Roles.HiringManager),
        _ => user.IsInRole(Roles.Administrator),
    }).Select(each => each.Entry);

    private static SearchEntry Page(string title, string detail, string href) => new(SearchIndex.Pages, title, detail, href, "");
}
