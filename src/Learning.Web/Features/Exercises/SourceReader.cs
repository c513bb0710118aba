using System.Text;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Exercises;

/// <summary>Takes source out of the browser as a stream: no message limit is raised for it, and no more than the limit is read.</summary>
internal static class SourceReader
{
    /// <summary>Bytes of UTF-8.</summary>
    public const int MostBytes = 128 * 1024;
    public const string TooLong = "The file is larger than 128 KB. That is more than any answer here needs; nothing was sent.";
    public const string Empty = "The file is empty. Write an answer, or reset to the starter.";

    public static async Task<(string? Source, string? Refusal)> ReadAsync(IJSStreamReference reference, CancellationToken cancellationToken)
    {
        await using var handle = reference;
        if (reference.Length == 0)
            return (null, Empty);
        if (reference.Length > MostBytes)
            return (null, TooLong);
        await using var stream = await reference.OpenReadStreamAsync(MostBytes + 1, cancellationToken);
        using var buffer = new MemoryStream((int)reference.Length);
        await stream.CopyToAsync(buffer, cancellationToken);
        if (buffer.Length > MostBytes)
            return (null, TooLong);
        // PostgreSQL's text holds no NUL, and no source needs one.
        var source = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).Replace("\0", "", StringComparison.Ordinal);
        return string.IsNullOrWhiteSpace(source) ? (null, Empty) : (source, null);
    }
}
