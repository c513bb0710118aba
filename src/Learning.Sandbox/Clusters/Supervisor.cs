using System.ComponentModel;
using Learning.Grading;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Sandbox.Clusters;

/// <summary>Marks directories with the process that made them, so that a later start removes what a killed one left, and nothing else.</summary>
internal static partial class Supervisor
{
    private const string Mark = "supervisor";
    private const int Turns = 40;

    public static Task MarkAsync(string directory, CancellationToken cancellationToken) => File.WriteAllTextAsync(Path.Combine(directory, Mark), SupervisorMark.Own.Text(), cancellationToken);

    /// <summary>Everything that supervisors which are gone have left on this machine: processes, then what they wrote.</summary>
    public static void SweepAll(SandboxOptions options, ILogger logger)
    {
        OwnFolder.Make(options.WorkDirectory, ClusterPlace.InsteadOfWork);
        SupervisorLease.Take(options.WorkDirectory);
        OrphanProcesses.Sweep();
        // Before a place is chosen: what is left in memory may be what leaves too little of it.
        if (OwnFolder.Problem(ClusterPlace.InMemory(options), ClusterPlace.InsteadOfClusters) is null)
            Sweep(ClusterPlace.InMemory(options), logger);
        Sweep(ClusterPlace.Choose(options), logger);
        Sweep(Path.Combine(options.WorkDirectory, "c"), logger); // where they were while memory was short
        Sweep(Path.Combine(options.WorkDirectory, "b"), logger);
        Sweep(options.LabDirectory, logger);
        DoorFolders.Sweep(options.DoorDirectory);
        TemplateFolders.Sweep(options, logger);
        SupervisorLease.Tidy(options.WorkDirectory);
    }

    /// <summary>
    /// Removes directories below <paramref name="root"/> whose maker is gone. Their processes died with it (bwrap --die-with-parent). One that cannot be
    /// removed stays, and keeps nothing else from its end.
    /// </summary>
    public static void Sweep(string root, ILogger? logger = null)
    {
        if (!Directory.Exists(root))
            return;
        var local = IsLocal(root);
        foreach (var directory in Directory.EnumerateDirectories(root))
        {
            try
            {
                var mark = Path.Combine(directory, Mark);
                if (File.Exists(mark) && SupervisorMark.Read(File.ReadAllText(mark))?.IsGone(local) == true)
                    Remove(directory);
            }
            catch (IOException) when (!Directory.Exists(directory))
            {
                // Another supervisor that starts at the same time has swept it.
            }
            catch (Exception error) when (IsStuck(error))
            {
                Log.NotRemoved(logger ?? NullLogger.Instance, directory, error);
            }
        }
    }

    /// <summary>On a disk or in memory of this machine. What is neither, or not known, may be shared with others.</summary>
    public static bool IsLocal(string directory) => new DriveInfo(directory).DriveType is DriveType.Fixed or DriveType.Ram;

    /// <summary>On a thread of its own: what was made to stay is waited for, and two that wait would be all of the thread pool on two processors, with every limit's end behind them.</summary>
    public static Task RemoveAsync(string directory) => Task.Factory.StartNew(() => Remove(directory), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static void Remove(string directory)
    {
        for (var turn = 0; Directory.Exists(directory); turn++)
        {
            try
            {
                Directory.Delete(directory, recursive: true);
            }
            catch (Exception error) when (IsStuck(error) && turn < Turns)
            {
                // The last backends may still be unlinking their own files. What is there after a second was made to stay.
                if (turn == Turns / 2)
                    Force(directory);
                else
                    Thread.Sleep(50);
            }
        }
    }

    /// <summary>The last two are what .NET makes of a path that is longer than a call takes.</summary>
    private static bool IsStuck(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentException or AggregateException;

    /// <summary>
    /// Directories that are closed to their own account, and paths longer than a call takes: programs that go from one directory into the next remove both, follow
    /// no link, and have the account of whoever made them. What they could not do shows in the next turn.
    /// </summary>
    private static void Force(string directory)
    {
        foreach (var words in (string[][])[["chmod", "-R", "u+rwX", "--", directory], ["rm", "-rf", "--", directory]])
        {
            try
            {
                Task.Run(() => ShellCommand.RunAsync(words[0], words[1..], CancellationToken.None)).GetAwaiter().GetResult();
            }
            catch (Exception error) when (error is InfrastructureException or Win32Exception)
            {
                // Not all of it was theirs: the directory around it is root's, where the supervisor is.
            }
        }
    }

    /// <summary>Waits a moment for removals that are under way. What is still in use then stays, with its directory.</summary>
    public static async Task RemoveEmptyAsync(string directory)
    {
        try
        {
            for (var turn = 0; turn < Turns && Directory.EnumerateFileSystemEntries(directory).Any(); turn++)
                await Task.Delay(50);
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
                Directory.Delete(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another supervisor that closes at the same time has taken it away, or one that starts has put something in. Or it never could be used.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Directory} was left by a supervisor that is gone and cannot be removed: remove it by hand")]
        public static partial void NotRemoved(ILogger logger, string directory, Exception error);
    }
}
