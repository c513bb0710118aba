using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Learning.Sandbox.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace Learning.Runner;

/// <summary>A compiled scratch line: C# script over the exercise's model, with the context as <c>db</c>. Neither #r nor #load finds anything.</summary>
internal sealed class Scratch
{
    private const string Pad = "ScratchPad";
    private static readonly HashSet<string> Files = [ScratchRequest.File];

    private readonly Submission _model;
    private readonly ScriptRunner<object> _run;

    private Scratch(Submission model, ScriptRunner<object> run) => (_model, _run) = (model, run);

    public static (CompiledEvent Said, Scratch? Scratch) Compile(ScratchRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        ProtocolSource[] sources = [.. request.Model, new(Pad, $"public sealed class {Pad}(global::{request.Context} context) {{ public global::{request.Context} db => context; }}")];
        var model = Compiler.Compile("Model", sources);
        if (model.Image is not { } image)
        {
            return (model.Said, null);
        }
        var submission = new Submission(new CompileRequest(sources, Pad, "", request.Context), image);
        var pad = submission.Find(Pad);
        var compiled = Compiler.WithStack(() =>
        {
            var loader = new InteractiveAssemblyLoader();
            loader.RegisterDependency(pad.Assembly);
            var script = CSharpScript.Create<object>(WithoutEnd(request.Code), Options(image), pad, loader);
            var diagnostics = script.Compile();
            var works = diagnostics.All(each => each.Severity != DiagnosticSeverity.Error);
            return new Compiled(diagnostics, works ? script.CreateDelegate() : null);
        });
        var said = new CompiledEvent(compiled.Run is not null, Compiler.Describe(compiled.Diagnostics), Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return (said, compiled.Run is { } run ? new Scratch(submission, run) : null);
    }

    public async Task<RunEvent> RunAsync(CallRequest call)
    {
#pragma warning disable CA1031 // Whatever the line throws is what it came to.
        try
        {
            await using var context = _model.CreateContext(call.Door, call.Pool);
            return await Grid.OfAsync(call.Id, await _run(Submission.Create(_model.Find(Pad), context)));
        }
        catch (Exception exception)
        {
            return Failure.Describe(call.Id, exception, Files);
        }
#pragma warning restore CA1031
    }

    private static ScriptOptions Options(Image model) => ScriptOptions.Default
        .WithReferences(Compiler.References.Append(MetadataReference.CreateFromImage(model.Code)))
        .WithImports("System", "System.Collections.Generic", "System.Linq", "System.Threading.Tasks", "Microsoft.EntityFrameworkCore")
        .WithMetadataResolver(new NoReferences())
        .WithSourceResolver(new NoSources())
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithAllowUnsafe(false)
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithEmitDebugInformation(true)
        .WithFilePath(ScratchRequest.File)
        .WithFileEncoding(Encoding.UTF8);

    /// <summary>An expression is a script's value only without a semicolon; whoever types one wants to see the value all the same.</summary>
    private static string WithoutEnd(string code)
    {
        var root = Compiler.WithStack(() => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)).GetRoot());
        return root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken: { IsMissing: false } end } } ? code.Remove(end.SpanStart, 1) : code;
    }

    private sealed record Compiled(ImmutableArray<Diagnostic> Diagnostics, ScriptRunner<object>? Run);

    private sealed class NoReferences : MetadataReferenceResolver
    {
        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];
        public override bool Equals(object? other) => other is NoReferences;
        public override int GetHashCode() => 1;
    }

    private sealed class NoSources : SourceReferenceResolver
    {
        public override string? NormalizePath(string path, string? baseFilePath) => null;
        public override string? ResolveReference(string path, string? baseFilePath) => null;
        public override Stream OpenRead(string resolvedPath) => throw new NotSupportedException();
        public override bool Equals(object? other) => other is NoSources;
        public override int GetHashCode() => 2;
    }
}
