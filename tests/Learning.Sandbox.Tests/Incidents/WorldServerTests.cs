using Learning.Grading;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Incidents.World;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Tests.Incidents;

/// <summary>What a lab's server leaves when it does not come up.</summary>
public sealed class WorldServerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ws-").FullName;
    private readonly string _directory;
    private readonly WorldTemplate _template;

    public WorldServerTests()
    {
        Ownership.Give(_root);
        _directory = Path.Combine(_root, "lab");
        _template = new(Path.Combine(_root, "template"), "secret");
        Directory.CreateDirectory(_template.Data);
    }

    public void Dispose() => Supervisor.Remove(_root);

    [Fact]
    public async Task Start_WithoutAJail_LeavesNoDirectory()
    {
        var fault = await Assert.ThrowsAsync<InfrastructureException>(() => StartAsync(CancellationToken.None));

        Assert.Equal("There is no jail.", fault.Message);
        Assert.False(Directory.Exists(_directory));
    }

    [Fact]
    public async Task Start_Cancelled_LeavesNoDirectory()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StartAsync(new(canceled: true)));

        Assert.False(Directory.Exists(_directory));
    }

    private Task<WorldServer> StartAsync(CancellationToken cancellationToken) =>
        WorldServer.StartAsync(new MissingJail("There is no jail."), PostgresInstallation.Find(), _template, _directory, diskMb: 100, () => 0, cancellationToken);
}
