using System.ComponentModel;
using Learning.Grading;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// Copies a server's data folder, which is ours and at rest: a thousand files, most of them small. The kernel shares them where the file system can, and else copies
/// from file to file; <c>cp</c> moves what lies on another file system through its own memory, and .NET locks, stamps and asks about each file: both take longer.
/// </summary>
/// <remarks>The target is not there yet; what was copied of it when this throws is for the caller to remove.</remarks>
internal static class DataCopy
{
    public static Task RunAsync(string from, string to, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                var shares = true;
                Copy(new(from), to, ref shares, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception)
            {
                throw new InfrastructureException($"A server's data could not be copied to {to}: {error.Message}", error);
            }
        },
        cancellationToken,
        TaskCreationOptions.LongRunning, // it waits for a disk
        TaskScheduler.Default);

    private static void Copy(DirectoryInfo from, string to, ref bool shares, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(to, File.GetUnixFileMode(from.FullName));
        Ownership.Give(to);
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = Path.Combine(to, entry.Name);
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                throw new IOException($"{entry.FullName} is a link.");
            if (entry is DirectoryInfo directory)
            {
                Copy(directory, copy, ref shares, cancellationToken);
                continue;
            }
            KernelCopy.Copy((FileInfo)entry, copy, ref shares);
            Ownership.Give(copy);
        }
    }
}
