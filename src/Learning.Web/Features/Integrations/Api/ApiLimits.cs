using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Integrations.Api;

/// <summary>How often one token may ask: a bucket that fills by the minute's share each second, and holds two minutes' worth.</summary>
internal sealed class ApiLimits(IOptions<IntegrationOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _tokens = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = 2 * options.Value.RequestsPerMinute, TokensPerPeriod = Math.Max(1, options.Value.RequestsPerMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromMinutes(Math.Max(1, options.Value.RequestsPerMinute / 60) / (double)options.Value.RequestsPerMinute), QueueLimit = 0,
    }), StringComparer.Ordinal);

    public async ValueTask<object?> EnterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = _tokens.AttemptAcquire(context.HttpContext.User.FindFirst(ApiAuthentication.Token)?.Value ?? "");
        if (lease.IsAcquired)
            return await next(context);
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblems.Of(StatusCodes.Status429TooManyRequests, "Too many requests",
            string.Create(CultureInfo.InvariantCulture, $"This token may ask {options.Value.RequestsPerMinute} times a minute. Wait as long as Retry-After says ({seconds} s), then go on."));
    }

    public void Dispose() => _tokens.Dispose();
}
