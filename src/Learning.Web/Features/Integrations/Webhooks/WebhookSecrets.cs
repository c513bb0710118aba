using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Learning.Web.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Learning.Web.Features.Integrations.Webhooks;

/// <summary>
/// Secrets and signatures of webhooks, as Standard Webhooks 1.0 has them (standardwebhooks.com): <c>whsec_</c> and Base64 of the key; signed is
/// <c>id.timestamp.body</c> by HMAC-SHA256, so that neither an old message nor another body passes for this one.
/// </summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string Prefix = "whsec_";

    private readonly IDataProtector _protector = protection.CreateProtector("webhook secrets");

    /// <summary>A new secret as its owner is shown it once, and as the database keeps it.</summary>
    public (string Shown, string Kept) New()
    {
        var shown = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        return (shown, _protector.Protect(shown));
    }

    /// <summary>The header's value: the signature of each secret that holds at the time, newest first.</summary>
    public string Sign(Webhook hook, Guid id, long timestamp, string body, DateTimeOffset now)
    {
        var secrets = hook.EarlierSecret is { } earlier && hook.EarlierUntil > now ? new[] { hook.Secret, earlier } : [hook.Secret];
        return string.Join(' ', secrets.Select(secret => Sign(_protector.Unprotect(secret), id, timestamp, body)));
    }

    public static string Sign(string secret, Guid id, long timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))));
}
