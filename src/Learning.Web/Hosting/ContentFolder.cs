namespace Learning.Web.Hosting;

/// <summary>Finds a folder that ships with the product: as configured, else the nearest one of that name upwards of where the program is.</summary>
internal static class ContentFolder
{
    public static string? Find(string? configured, string name, params IReadOnlyList<string> starts)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return Directory.Exists(configured) ? Path.GetFullPath(configured) : throw new StartupException($"there is no folder {configured} (configured for {name}).");
        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, name);
                if (Directory.Exists(candidate))
                    return candidate;
            }
        }

        return null;
    }
}
