using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class TemplateSqlTests
{
    /// <summary>A template of the larger exercises takes up to some 200 MB.</summary>
    [Fact]
    public void TemporaryFiles_OfAllSessionsAndTheirWorkers_FitOnTheClustersDisk() =>
        Assert.InRange((TemplateSql.Sessions + TemplateSql.Workers) * TemplateSql.TempFilesMb, 1, Cluster.DiskMb - 200);

    [Fact]
    public void Limits_ThatTheSumIsOf_AreTheServersAndTheRoles()
    {
        Assert.Contains("\nmax_worker_processes = 8\n", TemplateSql.Settings(64, 18), StringComparison.Ordinal);
        Assert.Contains("CONNECTION LIMIT 20;", TemplateSql.Roles("secret"), StringComparison.Ordinal);
        Assert.Contains("temp_file_limit = '64MB'", TemplateSql.Roles("secret"), StringComparison.Ordinal);
    }
}
