using System.Diagnostics;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Protocol;

namespace Learning.Sandbox.Runners;

/// <summary>A warmed compiler in its jail. It runs nothing of what it compiles, so it serves many, one after the other.</summary>
internal sealed class CompilerProcess : WorkerProcess
{
    private CompilerProcess(JailedProcess jail, RunnerOptions options) : base(jail, options)
    {
    }

    /// <summary>Sources that it has seen.</summary>
    public int Compilations { get; private set; }

    public static async Task<CompilerProcess> StartAsync(IJail jail, RunnerInstallation installation, RunnerOptions options, CancellationToken cancellationToken)
    {
        var compiler = new CompilerProcess(await jail.StartAsync(installation.Compiler(options), cancellationToken), options);
        await compiler.ReadyAsync(cancellationToken);
        return compiler;
    }

    public async Task<CompileResult> CompileAsync(RunRequest request, string learnersFile, CancellationToken cancellationToken)
    {
        Compilations++;
        await using var limit = Limit(Options.CompileLimit, null, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var (said, ended) = await AskAsync([request], limit, new PrintedText(0, 0), cancellationToken);
        return said is CompiledEvent compiled
            ? new CompileResult(Outcomes.Compiled(compiled, learnersFile), compiled.Milliseconds) { Images = compiled.Images, EntryType = compiled.EntryType, EntryMethod = compiled.EntryMethod }
            : new CompileResult(Outcomes.CompilerStopped(ended ?? await EndAsync(Outcomes.Protocol)), Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
