using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Learning.Grading;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Jails.Docker;

/// <summary>
/// A container of an image that holds PostgreSQL and the runner (docker/sandbox.Dockerfile), for a Linux host with an engine and without
/// bubblewrap. The engine must be this machine's: sockets and processes are looked at from outside.
/// </summary>
internal sealed class DockerJail(string image) : IJail, IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private readonly Lazy<DirectoryInfo> _files = new(() => Directory.CreateTempSubdirectory("latency-lab-docker-"));
    private readonly DockerProcessors _processors = new(DockerEngine.AskAsync);
    private volatile bool _swept;

    public string Name => "docker";

    /// <summary>Null when jails can be made now, else what is lacking.</summary>
    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => DockerProbe.Of(image).FindAsync(cancellationToken);

    public async Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken)
    {
        if (command.ReadOnly.Concat(command.Writable).FirstOrDefault(bind => !Path.Exists(bind.Host)) is { } missing)
            throw new InfrastructureException($"{missing.Host} does not exist; the jail wants it at {missing.Inside}.");
        if (!_swept)
            _swept = await DockerOrphans.SweepAsync(cancellationToken);
        var most = await _processors.MostAsync(cancellationToken);
        command = command with { Limits = command.Limits with { Cpus = most is null || command.Limits.Cpus is not { } wanted ? null : Math.Min(wanted, most.Value) } };

        var name = "latency-lab-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        var idFile = Path.Combine(_files.Value.FullName, name);
        var start = new ProcessStartInfo("docker", DockerArguments.For(command, image, name, DockerOrphans.Owner, idFile, DockerFilter.WriteTo(_files.Value)))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            WorkingDirectory = "/",
        };
        Process process;
        var before = DockerContainer.Processes().ToHashSet();
        try
        {
            process = await Spawner.StartAsync(start);
        }
        catch (Win32Exception exception)
        {
            throw new InfrastructureException($"The docker command line did not start: {exception.Message}", exception);
        }
        return await FoundAsync(process, before, name, idFile, command, cancellationToken);
    }

    public void Dispose()
    {
        if (_files.IsValueCreated && _files.Value.Exists)
            _files.Value.Delete(recursive: true);
    }

    private static async Task<JailedProcess> FoundAsync(Process process, IReadOnlySet<int> before, string name, string idFile, JailCommand command, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTime);
        try
        {
            var init = await DockerContainer.FindInitAsync(idFile, before, () => process.HasExited, limit.Token);
            // Docker reads the server's log from a pipe of its own, which is as narrow as any.
            if (init is { } first)
                PipeCapacity.Widen(first.Process, StandardError);
            if (init is not null || process.ExitCode != DockersOwnFault)
                return new JailedProcess(process, command, new DockerContainer(name, init, DockerEngine.AskAsync));
            throw new InfrastructureException($"Docker did not start a container: {(await process.StandardError.ReadToEndAsync(limit.Token)).Trim()}");
        }
        catch (Exception fault)
        {
            // A command line that has not ended may have asked for a container that the engine is still making.
            var mayStillCome = !process.HasExited;
            process.Kill();
            process.Dispose();
            new DockerContainer(name, null, DockerEngine.AskAsync).Remove(mayStillCome);
            throw fault is OperationCanceledException && !cancellationToken.IsCancellationRequested
                ? new InfrastructureException($"Docker did not start a container within {StartTime.TotalSeconds:0} s.", fault) : fault;
        }
        finally
        {
            File.Delete(idFile);
        }
    }

    private const int StandardError = 2;
    /// <summary>What "docker run" ends with when it was not the program inside that ended.</summary>
    private const int DockersOwnFault = 125;
}
