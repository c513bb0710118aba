using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Account;

/// <summary>How often one may try to sign in, register or reset within five minutes: from one network address, and about one e-mail address.</summary>
internal sealed class AttemptLimits(IOptions<AccountOptions> options) : IDisposable
{
    public const string Refusal = "Too many tries in a short time. Wait five minutes, then try again.";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> _addresses = Limiter(options.Value.TriesPerAddress);
    private readonly PartitionedRateLimiter<string> _names = Limiter(options.Value.TriesPerName);

    /// <summary>Counts one try. When it is one too many, the response becomes 429 and the page says <see cref="Refusal"/>.</summary>
    public bool Enter(HttpContext context, string what, string? name)
    {
        using var address = _addresses.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "");
        using var about = name is null ? null : _names.AttemptAcquire($"{what} {name.Trim().ToUpperInvariant()}");
        if (address.IsAcquired && (about is null || about.IsAcquired))
            return true;
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return false;
    }

    private static PartitionedRateLimiter<string> Limiter(int tries) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new() { PermitLimit = tries, Window = Window, SegmentsPerWindow = 5, QueueLimit = 0 }), StringComparer.Ordinal);

    public void Dispose()
    {
        _addresses.Dispose();
        _names.Dispose();
    }
}
