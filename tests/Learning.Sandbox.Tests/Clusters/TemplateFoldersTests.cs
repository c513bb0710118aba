using Learning.Sandbox.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class TemplateFoldersTests : IDisposable
{
    private readonly SandboxOptions _options = new() { WorkDirectory = Directory.CreateTempSubdirectory("old-templates").FullName };

    [Fact]
    public void Sweep_RemovesWhatWasGivenUpBeforeAStop_AndKeepsWhatIsUsed()
    {
        var (used, givenUp, justGivenUp) = (Template("x-1/one"), Template("x-1/two", manifest: false, age: TimeSpan.FromMinutes(3)), Template("x-1/three", manifest: false));
        var gone = Template("y-1/one", manifest: false, age: TimeSpan.FromMinutes(3));
        File.WriteAllText(Path.GetDirectoryName(gone) + ".lock", "");
        var begun = Path.Combine(TemplateFolders.Of(_options), "z-1"); // its first template is being built
        Directory.CreateDirectory(begun);
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(gone)!, DateTime.UtcNow - TimeSpan.FromHours(2));

        TemplateFolders.Sweep(_options, NullLogger.Instance);

        Assert.True(ClusterTemplate.IsFinished(used));
        Assert.Equal((false, true), (Directory.Exists(givenUp), Directory.Exists(justGivenUp)));
        Assert.False(Directory.Exists(Path.GetDirectoryName(gone)));
        Assert.False(File.Exists(Path.GetDirectoryName(gone) + ".lock"));
        Assert.True(Directory.Exists(begun));
    }

    [Fact]
    public void Sweep_RetiresWhatNobodyHasOpenedForAMonth()
    {
        var (edition, world, other) = (Template("x-1/one"), Template("world-1"), Template("world-2"));
        foreach (var root in (string[])[Path.GetDirectoryName(edition)!, world, other])
            Directory.SetLastWriteTimeUtc(root, DateTime.UtcNow - TimeSpan.FromDays(31));
        TemplateFolders.Used(other);

        TemplateFolders.Sweep(_options, NullLogger.Instance);

        Assert.Equal((false, false, true), (ClusterTemplate.IsFinished(edition), ClusterTemplate.IsFinished(world), ClusterTemplate.IsFinished(other)));
    }

    /// <summary>A world's place is its own for good.</summary>
    [Fact]
    public void Removal_OfARetiredOne_LeavesWhatWasBuiltThereSince()
    {
        var (again, gone) = (Template("world-1"), Template("world-2", manifest: false));

        ClusterTemplate.RemoveRetired(again);
        ClusterTemplate.RemoveRetired(gone);

        Assert.Equal((true, false), (ClusterTemplate.IsFinished(again), Directory.Exists(gone)));
    }

    private string Template(string name, bool manifest = true, TimeSpan age = default)
    {
        var directory = Path.Combine(TemplateFolders.Of(_options), name);
        Directory.CreateDirectory(Path.Combine(directory, "data"));
        if (manifest)
            File.WriteAllText(Path.Combine(directory, "manifest.json"), "{}");
        Directory.SetLastWriteTimeUtc(directory, DateTime.UtcNow - age);
        return directory;
    }

    public void Dispose() => Directory.Delete(_options.WorkDirectory, recursive: true);
}
