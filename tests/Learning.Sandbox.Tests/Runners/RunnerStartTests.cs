using Learning.Grading;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

/// <summary>What a runner leaves when it does not come up.</summary>
public sealed class RunnerStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rs-").FullName;

    public void Dispose() => Supervisor.Remove(_folder);

    [Fact]
    public async Task Start_WithoutAJail_LeavesNoFolderOfDoors()
    {
        var options = new RunnerOptions { WorkDirectory = _folder };

        await Assert.ThrowsAsync<InfrastructureException>(() => RunnerProcess.StartAsync(new MissingJail("There is no jail."), new("/runner", "/dotnet"), options, CancellationToken.None));

        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_folder, "doors")));
    }
}
