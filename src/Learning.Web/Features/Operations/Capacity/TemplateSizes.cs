using Learning.Sandbox.Health;

namespace Learning.Web.Features.Operations.Capacity;

/// <summary>Sizes on disk are a walk over thousands of files, so they are at most five minutes old, and read beside the page.</summary>
internal sealed class TemplateSizes(SandboxGauges gauges, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private Task<IReadOnlyList<TemplateFigures>>? last;
    private long read;

    public Task<IReadOnlyList<TemplateFigures>> ReadAsync()
    {
        lock (gate)
        {
            if (last is null or { IsFaulted: true } || (last.IsCompleted && time.GetElapsedTime(read) > Fresh))
                (last, read) = (Task.Run(gauges.Templates), time.GetTimestamp());
            return last;
        }
    }
}
