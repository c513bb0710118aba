using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Accounts;

/// <summary>A browser without scripts: keeps its cookies, and posts forms as they were given to it.</summary>
internal sealed partial class Visitor(HttpClient client)
{
    public HttpClient Client => client;

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(path, UriKind.Relative)));

    public Task<HttpResponseMessage> RegisterAsync(string name, string email, string password = AccountHost.Password) =>
        SendAsync("/account/register", "register", ("Input.Name", name), ("Input.Email", email), ("Input.Password", password));

    /// <summary>Where an answer leads, on this site.</summary>
    public static string? Goal(HttpResponseMessage answer) => answer.Headers.Location is { } goal ? new Uri(new("http://localhost"), goal).PathAndQuery : null;

    /// <summary>Fills in the page's form of this name.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var html = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        var found = Form().Matches(html).Select(match => match.Value).SingleOrDefault(text => text.Contains($"value=\"{form}\"", StringComparison.Ordinal) || text.Contains($"action=\"{form}\"", StringComparison.Ordinal));
        Assert.True(found is not null, $"{path} has no form {form}.");
        var hidden = Hidden().Matches(found).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        return await client.PostAsync(new Uri(form.StartsWith('/') ? form : path, UriKind.Relative), content);
    }

    /// <summary>What a form of this browser carries, for an endpoint whose form is on a page that the test does not open.</summary>
    public async Task<string> FormTokenAsync(string path) => Hidden().Matches(await client.GetStringAsync(new Uri(path, UriKind.Relative)))
        .Where(match => match.Groups["name"].Value == "__RequestVerificationToken").Select(match => WebUtility.HtmlDecode(match.Groups["value"].Value)).First();

    /// <summary>The learner that the site takes this browser for.</summary>
    public async Task<Guid> LearnerAsync(AccountHost host)
    {
        var ordinal = int.Parse(LearnerName().Match(await client.GetStringAsync(new Uri("/", UriKind.Relative))).Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture);
        await using var context = host.Contexts.CreateDbContext();
        return (await context.Learners.SingleAsync(learner => learner.Ordinal == ordinal)).Id;
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("learner-(?<number>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LearnerName();
}
