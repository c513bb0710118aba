using System.Xml.Linq;
using Learning.Tests;

namespace Learning.Grading.Tests;

/// <summary>Projects follow trust: these references must never appear.</summary>
public sealed class BoundaryTests
{
    [Fact]
    public void Grading_ReferencesNoDatabaseNoWebAndNoProject()
    {
        var project = Load("src", "Learning.Grading", "Learning.Grading.csproj");

        Assert.Equal(["YamlDotNet"], References(project, "PackageReference"));
        Assert.Empty(References(project, "ProjectReference"));
        Assert.Empty(References(project, "FrameworkReference"));
    }

    [Fact]
    public void Runner_ReferencesNoProjectOfOurs() =>
        Assert.Empty(References(Load("src", "Learning.Runner", "Learning.Runner.csproj"), "ProjectReference"));

    [Fact]
    public void Sandbox_KnowsNothingOfTheWebApp() =>
        Assert.DoesNotContain(References(Load("src", "Learning.Sandbox", "Learning.Sandbox.csproj"), "ProjectReference"), reference => reference.Contains("Web", StringComparison.Ordinal));

    [Fact]
    public void Packages_AreVersionedCentrally()
    {
        var versioned = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("artifacts", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference").Where(reference => reference.Attribute("Version") is not null));

        Assert.Empty(versioned);
    }

    private static XDocument Load(params string[] parts) => XDocument.Load(Repository.Path(parts));

    private static List<string> References(XDocument project, string kind) =>
        [.. project.Descendants(kind).Select(reference => reference.Attribute("Include")?.Value).OfType<string>()];
}
