using Learning.Sandbox.Clusters;
using Learning.Sandbox.Incidents;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Health;

/// <summary>Clusters of one exercise that wait for an attempt.</summary>
public sealed record ShelfFigures(string Exercise, int Ready);

/// <summary>What stands ready now. <c>Runners</c>: null while none was ever needed.</summary>
public sealed record SandboxFigures(IReadOnlyList<ShelfFigures> Shelves, int MostClusters, int? Runners, int RunnersWanted, LabPlaces Labs, long FreeBytes);

/// <summary>Databases of one exercise or incident on disk, of one revision. <c>Editions</c>: with other hidden data each.</summary>
public sealed record TemplateFigures(string Name, int Editions, long Bytes, DateTimeOffset BuiltAt);

/// <summary>For whoever watches over capacity: reads counts, and moves nothing.</summary>
public sealed class SandboxGauges
{
    private readonly ClusterPool _clusters;
    private readonly Lazy<RunnerPool> _runners;
    private readonly IncidentLabs _labs;
    private readonly SandboxOptions _options;

    internal SandboxGauges(ClusterPool clusters, Lazy<RunnerPool> runners, IncidentLabs labs, SandboxOptions options) => (_clusters, _runners, _labs, _options) = (clusters, runners, labs, options);

    public SandboxFigures Read() => new(
        _clusters.Shelves(), _options.MostReadyClusters, _runners.IsValueCreated ? _runners.Value.Ready : null, _options.ReadyRunners, _labs.Places,
        Directory.Exists(_options.WorkDirectory) ? new DriveInfo(_options.WorkDirectory).AvailableFreeSpace : 0);

    /// <summary>Walks over thousands of files: a second or more.</summary>
    public IReadOnlyList<TemplateFigures> Templates()
    {
        var root = TemplateFolders.Of(_options);
        return !Directory.Exists(root) ? [] : [.. new DirectoryInfo(root).EnumerateDirectories().Select(Figures).OrderBy(each => each.Name, StringComparer.Ordinal)];
    }

    /// <summary>A template may go away while it is read; what cannot be read is not counted.</summary>
    private static TemplateFigures Figures(DirectoryInfo template)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        long bytes = 0;
        foreach (var file in template.EnumerateFiles("*", everything))
        {
            try
            {
                bytes += file.Length;
            }
            catch (FileNotFoundException)
            {
                continue; // gone between the listing and the look
            }
        }
        return new(template.Name, template.EnumerateDirectories().Count(), bytes, new(template.CreationTimeUtc, TimeSpan.Zero));
    }
}
