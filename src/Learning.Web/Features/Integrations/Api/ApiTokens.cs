using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Api;

/// <summary>What a token may do.</summary>
internal static class ApiScopes
{
    public const string AssessmentsRead = "assessments:read";
    public const string InvitationsWrite = "invitations:write";
    public const string ResultsRead = "results:read";

    public static readonly IReadOnlyList<(string Name, string Says)> All =
    [
        (AssessmentsRead, "read the published assessments"), (InvitationsWrite, "invite candidates, list and revoke invitations"), (ResultsRead, "read sittings, results and decisions"),
    ];
}

/// <summary>
/// API tokens: <c>ll_</c> and 256 random bits, of which the database keeps the SHA-256. They fit where an applicant tracking system takes at most
/// 170 characters of key.
/// </summary>
internal sealed class ApiTokens(IDbContextFactory<LabContext> contexts, TimeProvider time)
{
    private const string Begin = "ll_";
    private const int PrefixLength = 9;
    private static readonly TimeSpan UseStep = TimeSpan.FromMinutes(1);

    public static (string Token, string Prefix, byte[] Hash) New()
    {
        var token = Begin + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (token, token[..PrefixLength], Hash(token));
    }

    /// <summary>The token's row when it is good now. That it was used is written down once a minute at most.</summary>
    public async Task<ApiToken?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is < 20 or > 100 || !token.StartsWith(Begin, StringComparison.Ordinal))
            return null;
        var (now, hash) = (time.GetUtcNow(), Hash(token));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.ApiTokens.AsNoTracking().FirstOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now), cancellationToken);
        if (found is not null && (found.LastUsedAt is null || now - found.LastUsedAt > UseStep))
            await context.ApiTokens.Where(row => row.Id == found.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.LastUsedAt, now), cancellationToken);
        return found;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
