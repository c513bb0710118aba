using System.Threading.Channels;

namespace Learning.Web.Features.Submissions;

/// <summary>Ids of rows that wait for grading. Only a hint: what it forgets is put back from the rows at start.</summary>
internal sealed class SubmissionQueue
{
    /// <summary>Submissions that may wait before new ones are refused.</summary>
    public const int Capacity = 500;

    private readonly Channel<Guid> channel = Channel.CreateBounded<Guid>(Capacity * 2);

    public ValueTask EnqueueAsync(Guid submissionId, CancellationToken cancellationToken) => channel.Writer.WriteAsync(submissionId, cancellationToken);

    public IAsyncEnumerable<Guid> ReadAllAsync(CancellationToken cancellationToken) => channel.Reader.ReadAllAsync(cancellationToken);
}
