using System.Collections.Concurrent;
using System.Security.Cryptography;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Wire;

/// <summary>
/// Directories that doors are made in, each seen by one jail. Their names begin with a tag, and a file beside them says which supervisor the tag is of: inside of
/// them there must be nothing but doors, and a longer name would not leave room for a socket's.
/// </summary>
internal static class DoorFolders
{
    private const string Owner = ".of";
    private const int TagLength = 5;
    private static readonly ConcurrentDictionary<string, string> Tags = new(StringComparer.Ordinal);

    public static string Create(string root) =>
        Directory.CreateDirectory(Path.Combine(root, Tags.GetOrAdd(Path.GetFullPath(root), Tag) + RandomNumberGenerator.GetHexString(7, lowercase: true))).FullName;

    /// <summary>Removes those of supervisors that are gone.</summary>
    public static void Sweep(string root)
    {
        if (!Directory.Exists(root))
            return;
        var local = Supervisor.IsLocal(root);
        foreach (var file in Directory.EnumerateFiles(root, "*" + Owner))
        {
            try
            {
                if (SupervisorMark.Read(File.ReadAllText(file))?.IsGone(local) != true)
                    continue;
                foreach (var left in Directory.EnumerateDirectories(root, Path.GetFileNameWithoutExtension(file) + "*"))
                    Supervisor.Remove(left);
                File.Delete(file);
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                // Another supervisor that starts at the same time has swept it.
            }
        }
    }

    private static string Tag(string root)
    {
        OwnFolder.Make(Path.GetDirectoryName(root)!, ClusterPlace.InsteadOfWork);
        Directory.CreateDirectory(root);
        while (true)
        {
            var tag = RandomNumberGenerator.GetHexString(TagLength, lowercase: true);
            try
            {
                using var file = new StreamWriter(new FileStream(Path.Combine(root, tag + Owner), FileMode.CreateNew));
                file.Write(SupervisorMark.Own.Text());
                return tag;
            }
            catch (IOException) when (File.Exists(Path.Combine(root, tag + Owner)))
            {
                // Somebody else's: another one.
            }
        }
    }
}
