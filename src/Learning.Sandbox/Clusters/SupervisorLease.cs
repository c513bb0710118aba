using System.Collections.Concurrent;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// A file below the work directory that a supervisor keeps locked for as long as it lives. Processes of another container cannot be looked for, but the kernel gives up
/// their locks when they end.
/// </summary>
internal static class SupervisorLease
{
    private static readonly ConcurrentDictionary<string, Lazy<FileStream>> Held = new(StringComparer.Ordinal);

    /// <summary>Until this process ends.</summary>
    public static void Take(string workDirectory)
    {
        var folder = Path.Combine(workDirectory, "supervisors");
        try
        {
            _ = Lease(folder).Value;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Held.TryRemove(folder, out _); // it keeps its failure
            throw;
        }
    }

    private static Lazy<FileStream> Lease(string folder) =>
        Held.GetOrAdd(folder, static folder => new(() =>
        {
            Directory.CreateDirectory(folder);
            for (var turn = 0; ; turn++)
            {
                try
                {
                    return Open(Path.Combine(folder, SupervisorMark.Own.Text('-')));
                }
                catch (IOException) when (turn < 20)
                {
                    Thread.Sleep(10); // another one looks whether it is free
                }
            }
        }));

    /// <summary>True where it had a lease in a work directory of ours, and does not hold it any more.</summary>
    public static bool IsGivenUp(SupervisorMark mark) => Held.Keys.Any(folder => IsFree(Path.Combine(folder, mark.Text('-'))));

    /// <summary>Takes away those of supervisors that are gone, once what they left is gone too.</summary>
    public static void Tidy(string workDirectory)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(workDirectory, "supervisors")).Where(IsFree))
            File.Delete(file);
    }

    private static bool IsFree(string file)
    {
        if (!File.Exists(file))
            return false;
        try
        {
            Open(file).Dispose();
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Not shared: .NET takes a lock by flock(2) for that.</summary>
    private static FileStream Open(string file) => new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
