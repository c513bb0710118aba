using System.Globalization;
using System.Text;

namespace Learning.Web.Features.Submissions;

/// <summary>What is refused before it costs anything, in a sentence for the learner.</summary>
internal static class SourceGuard
{
    public static string? Refuse(string source)
    {
        if (string.IsNullOrWhiteSpace(source))
            return "There is nothing to run yet: the answer is empty.";
        return RefuseToKeep(source);
    }

    /// <summary>An empty draft may be kept; one that the database cannot hold may not.</summary>
    public static string? RefuseToKeep(string source)
    {
        var bytes = Encoding.UTF8.GetByteCount(source);
        if (bytes > SubmissionDesk.MaxSourceBytes)
            return string.Create(CultureInfo.InvariantCulture, $"The answer is {bytes / 1024.0:0} KB long; at most {SubmissionDesk.MaxSourceBytes / 1024} KB are taken.");
        return source.Contains('\0', StringComparison.Ordinal) ? "The answer holds a character with the code 0, which no source file has. Remove it and try again." : null;
    }
}
