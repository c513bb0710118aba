using System.Collections.Concurrent;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

/// <summary>
/// Warm compilers, handed out to one source at a time. A source that stops one is compiled once more in a fresh one, so that the
/// verdict does not depend on what others had compiled before.
/// </summary>
internal sealed class CompilerPool(IJail jail, RunnerInstallation installation, RunnerOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(options.Compilers);
    private readonly ConcurrentStack<CompilerProcess> _idle = new();
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Returns when one is warm.</summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            await PutBackAsync(await RentAsync(cancellationToken));
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The learner's faults are in the result; throws <see cref="Grading.InfrastructureException"/> when no compiler can be started.</summary>
    public async Task<CompileResult> CompileAsync(RunRequest request, string learnersFile, CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("compile");
        await _places.WaitAsync(cancellationToken);
        try
        {
            var compiler = await RentAsync(cancellationToken);
            var fresh = compiler.Compilations == 0;
            var (result, stopped) = await CompileAsync(compiler, request, learnersFile, cancellationToken);
            return stopped && !fresh ? (await CompileAsync(await StartAsync(), request, learnersFile, cancellationToken)).Result : result;
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<(CompileResult Result, bool Stopped)> CompileAsync(CompilerProcess compiler, RunRequest request, string learnersFile, CancellationToken cancellationToken)
    {
        CompileResult result;
        try
        {
            result = await compiler.CompileAsync(request, learnersFile, cancellationToken);
        }
        catch
        {
            await compiler.DisposeAsync();
            throw;
        }
        var stopped = compiler.HasExited;
        await PutBackAsync(compiler);
        return (result, stopped);
    }

    private async Task<CompilerProcess> RentAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out var idle))
        {
            if (!idle.HasExited)
                return idle;
            await idle.DisposeAsync();
        }
        cancellationToken.ThrowIfCancellationRequested();
        return await StartAsync();
    }

    private Task<CompilerProcess> StartAsync() => CompilerProcess.StartAsync(jail, installation, options, _closing.Token);

    private async Task PutBackAsync(CompilerProcess compiler)
    {
        if (compiler.HasExited || compiler.Compilations >= options.CompilationsEach || _closing.IsCancellationRequested)
            await compiler.DisposeAsync();
        else
            _idle.Push(compiler);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        List<Task> leaving = [];
        while (_idle.TryPop(out var idle))
            leaving.Add(idle.DisposeAsync().AsTask());
        await Task.WhenAll(leaving);
    }
}
