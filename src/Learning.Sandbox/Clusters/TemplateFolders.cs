using Microsoft.Extensions.Logging;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// Where templates are, and how long. Those of earlier revisions, formats and PostgreSQL versions are in folders that nobody opens again; what is given up in the minute
/// before a stop is not removed by who gave it up. Variants have a rule of their own.
/// </summary>
internal static partial class TemplateFolders
{
    /// <summary>An exercise that nobody has opened for so long is built anew in some seconds.</summary>
    private static readonly TimeSpan Unused = TimeSpan.FromDays(30);
    /// <summary>A template is whole or not there: what has no manifest was given up, and nobody is copying it any more.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromMinutes(2);

    /// <summary>A folder is made before its first template, which takes some seconds.</summary>
    private static readonly TimeSpan Empty = TimeSpan.FromHours(1);

    public static string Of(SandboxOptions options) => Path.Combine(options.WorkDirectory, "t");

    /// <summary>The folder's own time is what is compared, a variant's as well: every process that grades here sees it.</summary>
    public static void Used(string root) => Directory.SetLastWriteTimeUtc(root, DateTime.UtcNow);

    public static void Sweep(SandboxOptions options, ILogger logger)
    {
        if (!Directory.Exists(Of(options)))
            return;
        foreach (var root in Directory.EnumerateDirectories(Of(options)))
        {
            try
            {
                SweepRoot(root);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Log.NotRemoved(logger, root, error); // or another supervisor that starts at the same time was here first
            }
        }
    }

    private static void SweepRoot(string root)
    {
        var age = Age(root); // what is removed below makes it young
        // A world is one template; an exercise has one below for each edition.
        foreach (var template in Directory.Exists(Path.Combine(root, "data")) ? [root] : Directory.GetDirectories(root))
        {
            if (!ClusterTemplate.IsFinished(template))
            {
                if (Age(template) > GivenUp)
                    Supervisor.Remove(template);
            }
            else if (age > Unused)
            {
                ClusterTemplate.Retire(template);
            }
        }
        if (age < Empty || (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any()))
            return;
        if (Directory.Exists(root))
            Directory.Delete(root);
        File.Delete(root + ".lock");
    }

    private static TimeSpan Age(string directory) => DateTime.UtcNow - Directory.GetLastWriteTimeUtc(directory);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Old templates in {Directory} could not be removed")]
        public static partial void NotRemoved(ILogger logger, string directory, Exception error);
    }
}
