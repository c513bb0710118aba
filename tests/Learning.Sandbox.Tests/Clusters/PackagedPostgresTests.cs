using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>The package that ./dev brings and trims; an installation of the system's is as it is.</summary>
public sealed class PackagedPostgresTests
{
    private static readonly string[] ReachingOut = ["dblink", "file_fdw", "postgres_fdw", "plperl", "plpython", "pltcl"];

    [Fact]
    public void Package_OfTheLab_HasNoExtensionThatReachesFilesOrNetworks()
    {
        var home = PostgresInstallation.Find().Home;
        if (!home.Contains($"postgresql-{PostgresInstallation.Packaged}/", StringComparison.Ordinal))
            return;

        var found = new[] { "lib/postgresql", "share/postgresql/extension" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(home, folder)))
            .Where(file => ReachingOut.Any(name => Path.GetFileName(file).Contains(name, StringComparison.Ordinal))).ToList();

        Assert.True(found.Count == 0, $"Any call of ./dev removes these: {string.Join(", ", found)}");
    }
}
