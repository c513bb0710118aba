using System.Collections.Concurrent;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Attempts;

/// <summary>An answer as runners take it. <see cref="Lines"/> is how many its own file has.</summary>
internal sealed record CompiledAnswer(LoadRequest Load, int Lines);

/// <summary>Compiles answers. A reference is compiled once for each revision of its exercise: it is the same for everybody, and it is ours.</summary>
internal sealed class AnswerCompiler(CompilerPool compilers)
{
    /// <summary>Each variant has one of its own; compiling it again takes a moment.</summary>
    private const int MostReferences = 128;

    private readonly ConcurrentDictionary<string, Lazy<Task<CompiledAnswer>>> _references = new(StringComparer.Ordinal);

    /// <summary>No answer unless the outcome is that it completed.</summary>
    public async Task<(RunOutcome Outcome, double Milliseconds, CompiledAnswer? Answer)> CompileAsync(Exercise exercise, SourceFile own, CancellationToken cancellationToken)
    {
        var entry = exercise.Entry!;
        SourceFile[] files = [own, .. exercise.Model];
        var result = await compilers.CompileAsync(new CompileRequest([.. files.Select(file => new ProtocolSource(file.Name, file.Text))]), own.Name, cancellationToken);
        var answer = result.Outcome.Kind != OutcomeKind.Completed ? null
            : new CompiledAnswer(new(result.Images, [.. files.Select(file => file.Name)], entry.Type, entry.Method, entry.Context), own.Text.AsSpan().Count('\n') + 1);
        return (result.Outcome, result.Milliseconds, answer);
    }

    public async Task<CompiledAnswer> ReferenceAsync(Exercise exercise, CancellationToken cancellationToken)
    {
        var key = $"{exercise.Slug} {exercise.Revision}";
        if (_references.Count >= MostReferences && !_references.ContainsKey(key))
            _references.Clear();
        var answer = _references.AddOrUpdate(key, _ => Compiling(), (_, known) => known is not { IsValueCreated: true, Value.IsFaulted: true } ? known : Compiling());
        return await answer.Value.WaitAsync(cancellationToken);

        Lazy<Task<CompiledAnswer>> Compiling() => new(async () =>
        {
            var (outcome, _, compiled) = await CompileAsync(exercise, exercise.Reference, CancellationToken.None);
            return compiled ?? throw new InfrastructureException($"{exercise.Slug}: the reference does not compile: {outcome.Message}");
        });
    }
}
