using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Learning.Benchmarks.Assessments.Inside;
using Learning.Grading.Reports;

namespace Learning.Benchmarks.Assessments;

/// <summary>A browser without scripts: keeps its cookies, posts forms as they were given to it, and acts through the door in the site.</summary>
internal sealed partial class Browser(Uri site) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = true, CookieContainer = new() }) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(60) };

    public Task<string> ReadAsync(string path, CancellationToken cancellationToken) => client.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);

    /// <summary>Fills in the page's form of this name, and says where that led.</summary>
    public async Task<string> SendAsync(string path, string form, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        var html = await ReadAsync(path, cancellationToken);
        var found = Form().Matches(html).Select(match => match.Value).FirstOrDefault(text => text.Contains($"value=\"{form}\"", StringComparison.Ordinal)) ?? throw new IOException($"{path} has no form {form}.");
        var hidden = Hidden().Matches(found).Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    public async Task<T> AskAsync<T>(string act, CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<T>(new Uri($"{Door.Path}/{act}", UriKind.Relative), GradeReport.Json, cancellationToken) ?? throw new IOException($"{act} had no answer.");

    public async Task<T> DoAsync<T>(string act, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/plain");
        using var answer = await client.PostAsync(new Uri($"{Door.Path}/{act}", UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<T>(GradeReport.Json, cancellationToken) ?? throw new IOException($"{act} had no answer.");
    }

    public async Task<IReadOnlyList<Seeded>> SeedAsync(IReadOnlyList<Wanted> wanted, int? variants, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync(new Uri($"{Door.Path}/seed?variants={variants}", UriKind.Relative), wanted, GradeReport.Json, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<IReadOnlyList<Seeded>>(GradeReport.Json, cancellationToken))!;
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
