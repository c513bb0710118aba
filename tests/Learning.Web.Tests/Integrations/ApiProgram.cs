using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Learning.Web.Data;
using Learning.Web.Features.Integrations.Api;
using Learning.Web.Tests.Accounts;

namespace Learning.Web.Tests.Integrations;

/// <summary>A program of an organisation, with a token.</summary>
internal sealed class ApiProgram(HttpClient client)
{
    public static readonly string[] AllScopes = [ApiScopes.AssessmentsRead, ApiScopes.InvitationsWrite, ApiScopes.ResultsRead];

    public HttpClient Client => client;

    /// <summary>Makes a token for it; a change of the row comes last.</summary>
    public static async Task<(ApiProgram Program, ApiToken Row)> OfAsync(AccountHost host, Guid organisation, string? scopes = null, DateTimeOffset? expires = null, bool revoked = false, bool basic = false)
    {
        var (token, prefix, hash) = ApiTokens.New();
        var now = TimeProvider.System.GetUtcNow();
        var row = new ApiToken
        {
            Id = Guid.CreateVersion7(), OrganisationId = organisation, Name = "test", Prefix = prefix, Hash = hash, Scopes = scopes ?? string.Join(' ', AllScopes), CreatedAt = now, ExpiresAt = expires, RevokedAt = revoked ? now : null,
        };
        await using var context = host.Contexts.CreateDbContext();
        context.ApiTokens.Add(row);
        await context.SaveChangesAsync();
        var client = host.Visit().Client;
        client.DefaultRequestHeaders.Authorization = basic ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(token + ":"))) : new AuthenticationHeaderValue("Bearer", token);
        return (new(client), row);
    }

    public Task<(int Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode >= 400)
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
