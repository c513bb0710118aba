using System.Globalization;
using System.Text.RegularExpressions;

namespace Learning.Benchmarks.Assessments;

/// <summary>What the capacity page tells an administrator of the last hour, in the page's own words.</summary>
internal sealed partial record CapacityGlance(DateTimeOffset At, int Gradings, string WaitP50, string WaitP95)
{
    public static async Task<CapacityGlance> TakeAsync(Uri site, CancellationToken cancellationToken)
    {
        using var browser = new Browser(site);
        await browser.SendAsync("/account/sign-in", "sign-in", cancellationToken, ("Input.Email", "administrator@demo.example"), ("Input.Password", Learning.Web.Features.Account.DemoPeople.All[0].Password));
        return Read(await browser.ReadAsync("/admin/capacity", cancellationToken)) ?? throw new IOException("The capacity page does not say how long hand-ins of the last hour waited.");
    }

    public static CapacityGlance? Read(string page) =>
        Hour().Match(page) is { Success: true, Groups: var found } ? new(TimeProvider.System.GetUtcNow(), int.Parse(found["gradings"].Value, CultureInfo.InvariantCulture), found["p50"].Value, found["p95"].Value) : null;

    /// <summary>As the page says seconds.</summary>
    public static string Say(double seconds) => seconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s") : string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s");

    [GeneratedRegex("<th scope=\"row\"[^>]*>hour</th><td[^>]*>(?<gradings>[0-9]+)</td><td[^>]*>(?<p50>[^<]*)</td><td[^>]*>(?<p95>[^<]*)</td>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hour();
}
