using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Scratchpad;

/// <summary>Section Scratchpad of the configuration. How many run at once on the machine is the sandbox's to say.</summary>
internal sealed class ScratchOptions
{
    /// <summary>Lines that a learner may run without a pause.</summary>
    [Range(1, 1000)]
    public int Burst { get; set; } = 15;

    /// <summary>After a burst, one more every so many seconds.</summary>
    [Range(1, 3600)]
    public int SecondsPerRun { get; set; } = 2;

    /// <summary>Lines of all learners that may run or wait.</summary>
    [Range(1, 1000)]
    public int MostWaiting { get; set; } = 12;
}

/// <summary>One line at a time for each learner, not too many in a row, and a short queue for all.</summary>
internal sealed class ScratchLimits(IOptions<ScratchOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> _one = PartitionedRateLimiter.Create<Guid, Guid>(
        learner => RateLimitPartition.GetConcurrencyLimiter(learner, static _ => new() { PermitLimit = 1, QueueLimit = 0 }));

    private readonly PartitionedRateLimiter<Guid> _often = PartitionedRateLimiter.Create<Guid, Guid>(learner => RateLimitPartition.GetTokenBucketLimiter(learner, _ => new()
    {
        TokenLimit = options.Value.Burst, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromSeconds(options.Value.SecondsPerRun), QueueLimit = 0,
    }));

    private readonly ConcurrencyLimiter _all = new(new() { PermitLimit = options.Value.MostWaiting, QueueLimit = 0 });

    /// <summary>Null when it may not run now, and why; else dispose it when the line has ended.</summary>
    public IDisposable? Enter(Guid learner, out string refusal)
    {
        refusal = "";
        var one = _one.AttemptAcquire(learner);
        if (!one.IsAcquired)
            refusal = "Another line of yours is still running. One at a time.";
        var all = one.IsAcquired ? _all.AttemptAcquire() : null;
        if (all is { IsAcquired: false })
            refusal = "Many scratchpads are busy on this machine. Try again in a few seconds.";
        if (all is { IsAcquired: true } && !Often(learner))
            refusal = $"That was {options.Value.Burst} lines in a row. The next may run in {options.Value.SecondsPerRun} s.";
        if (refusal.Length == 0)
            return new Place(one, all!);
        one.Dispose();
        all?.Dispose();
        return null;
    }

    private bool Often(Guid learner)
    {
        using var token = _often.AttemptAcquire(learner);
        return token.IsAcquired;
    }

    public void Dispose()
    {
        _one.Dispose();
        _often.Dispose();
        _all.Dispose();
    }

    private sealed class Place(RateLimitLease one, RateLimitLease all) : IDisposable
    {
        public void Dispose()
        {
            all.Dispose();
            one.Dispose();
        }
    }
}
