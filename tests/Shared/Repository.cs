namespace Learning.Tests;

/// <summary>Folders of the checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Learning.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("The tests do not run inside a checkout: no Learning.sln above them.");
    }
}
