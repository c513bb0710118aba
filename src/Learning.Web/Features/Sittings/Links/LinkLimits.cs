using System.Threading.RateLimiting;

namespace Learning.Web.Features.Sittings.Links;

/// <summary>Keeps guessing at links slow. Only links that lead nowhere count, for many candidates may share one network address.</summary>
internal sealed class LinkLimits : IDisposable
{
    public const int Misses = 30;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> _addresses = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new() { PermitLimit = Misses, Window = Window, SegmentsPerWindow = 5, QueueLimit = 0 }), StringComparer.Ordinal);

    /// <summary>Whether this address may look at a link now.</summary>
    public bool MayLook(HttpContext context)
    {
        using var lease = _addresses.AttemptAcquire(Key(context), 0);
        return lease.IsAcquired;
    }

    public void Missed(HttpContext context) => _addresses.AttemptAcquire(Key(context)).Dispose();

    private static string Key(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    public void Dispose() => _addresses.Dispose();
}
