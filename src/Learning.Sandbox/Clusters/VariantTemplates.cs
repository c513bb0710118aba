namespace Learning.Sandbox.Clusters;

/// <summary>
/// Templates of variants: built when one is opened, and given up when others have been used since. There may be as many variants as candidates,
/// and each would keep its share of the disk for good.
/// </summary>
internal static class VariantTemplates
{
    /// <summary>What has no manifest for so long is not being built any more.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(2);

    public static string Folder(SandboxOptions options) => Path.Combine(options.WorkDirectory, "v");

    /// <summary>Gives up those that were used longest ago, beyond the number that is kept; never <paramref name="keep"/>.</summary>
    public static void MakeRoom(SandboxOptions options, string keep)
    {
        Directory.SetLastWriteTimeUtc(keep, DateTime.UtcNow);
        foreach (var root in Directory.EnumerateDirectories(Folder(options)).OrderByDescending(Directory.GetLastWriteTimeUtc).Skip(options.VariantTemplates))
        {
            foreach (var template in Directory.EnumerateDirectories(root))
            {
                if (ClusterTemplate.IsFinished(template))
                    ClusterTemplate.Retire(template);
                else if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(template) > Stale)
                    Supervisor.Remove(template);
            }
            if (Directory.EnumerateFileSystemEntries(root).Any())
                continue;
            Directory.Delete(root);
            File.Delete(root + ".lock");
        }
    }
}
