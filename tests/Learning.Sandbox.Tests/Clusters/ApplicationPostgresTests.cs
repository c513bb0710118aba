using System.Diagnostics;
using System.Globalization;
using Learning.Grading;
using Learning.Sandbox.Clusters;
using Learning.Tests;
using Npgsql;

namespace Learning.Sandbox.Tests.Clusters;

public sealed class ApplicationPostgresTests : IDisposable
{
    private readonly string _root = TestPlace.Name("app-");

    [Fact]
    public async Task Start_AfterAStop_KeepsDataAndLeavesNoProcess()
    {
        int server;
        await using (var first = new ApplicationPostgres())
        {
            var connection = await first.StartAsync(_root, CancellationToken.None);
            await ExecuteAsync(connection, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)");
            server = Postmaster();
        }
        Assert.True(await GoneAsync(server));

        await using var second = new ApplicationPostgres();
        Assert.Equal(42, await ScalarAsync(await second.StartAsync(_root, CancellationToken.None), "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Start_AfterTheServerWasKilled_RecoversCommittedRows()
    {
        await using (var first = new ApplicationPostgres())
        {
            await ExecuteAsync(await first.StartAsync(_root, CancellationToken.None), "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
            using var server = Process.GetProcessById(Postmaster());
            server.Kill();
        }

        await using var second = new ApplicationPostgres();
        Assert.Equal(7, await ScalarAsync(await second.StartAsync(_root, CancellationToken.None), "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Start_WithAServerLeftRunning_TakesItOver()
    {
        int server;
        await using (var first = new ApplicationPostgres())
        {
            await first.StartAsync(_root, CancellationToken.None);
            await first.DisposeAsync();
            // What a killed application leaves: the server without its owner.
            await ShellCommand.RunAsync(Installed.Program("pg_ctl"), ["start", "-D", Data, "-l", "/dev/null", "-w"], CancellationToken.None, Installed.Libraries);
            server = Postmaster();
        }

        await using var second = new ApplicationPostgres();
        Assert.Equal(1, await ScalarAsync(await second.StartAsync(_root, CancellationToken.None), "SELECT 1"));
        Assert.Equal(server, Postmaster());
    }

    [Fact]
    public async Task Start_WhenThePidFileNamesAStranger_LeavesItAloneAndStarts()
    {
        await using (var first = new ApplicationPostgres())
            await first.StartAsync(_root, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(Data, "postmaster.pid"), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{Data}\n"));

        await using var second = new ApplicationPostgres();
        Assert.Equal(1, await ScalarAsync(await second.StartAsync(_root, CancellationToken.None), "SELECT 1"));
        Assert.NotEqual(Environment.ProcessId, Postmaster());
    }

    [Fact]
    public async Task Start_OnAFolderInUse_IsRefusedAndTheFirstGoesOn()
    {
        await using var first = new ApplicationPostgres();
        var connection = await first.StartAsync(_root, CancellationToken.None);
        await using var second = new ApplicationPostgres();

        var refused = await Assert.ThrowsAsync<InfrastructureException>(() => second.StartAsync(_root, CancellationToken.None));

        Assert.Contains("Another Latency Lab", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await ScalarAsync(connection, "SELECT 1"));
    }

    [Fact]
    public async Task Start_OnAFolderOfAnotherMajorVersion_SaysBoth()
    {
        await using (var first = new ApplicationPostgres())
            await first.StartAsync(_root, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(Data, "PG_VERSION"), "12\n");
        await using var second = new ApplicationPostgres();

        var refused = await Assert.ThrowsAsync<InfrastructureException>(() => second.StartAsync(_root, CancellationToken.None));

        Assert.Contains("made by PostgreSQL 12", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Installed.Version, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InALongFolder_PutsTheSocketWhereItsPathFits()
    {
        var deep = Path.Combine(_root, new string('d', 60), new string('e', 60));
        await using var database = new ApplicationPostgres();

        Assert.Equal(1, await ScalarAsync(await database.StartAsync(deep, CancellationToken.None), "SELECT 1"));
    }

    [Fact]
    public async Task Start_WithoutBinaries_SaysWhatToCorrect()
    {
        await using var database = new ApplicationPostgres("/nowhere");

        var missing = await Assert.ThrowsAsync<PostgresMissingException>(() => database.StartAsync(_root, CancellationToken.None));

        Assert.Contains("/nowhere", missing.Message, StringComparison.Ordinal);
        Assert.Contains("LEARNING_POSTGRES_HOME", missing.Message, StringComparison.Ordinal);
    }

    private static PostgresInstallation Installed { get; } = PostgresInstallation.Find();
    private string Data => Path.Combine(_root, "cluster");

    private int Postmaster() => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Within five seconds; one that only waits for its parent to notice is gone.</summary>
    private static async Task<bool> GoneAsync(int pid)
    {
        for (var turn = 0; turn < 50; turn++)
        {
            if (!File.Exists($"/proc/{pid}/stat") || (await File.ReadAllTextAsync($"/proc/{pid}/stat")).Contains(") Z ", StringComparison.Ordinal))
                return true;
            await Task.Delay(100);
        }
        return false;
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<int> ScalarAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    public void Dispose() => Supervisor.Remove(_root);
}
