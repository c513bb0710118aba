using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.Loader;
using System.Text;
using Learning.Sandbox.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace Learning.Runner.Compiling;

/// <summary>A scratch line: C# script over the exercise's model, with the context as <c>db</c>. Neither #r nor #load finds anything.</summary>
internal static class ScratchCompiler
{
    /// <summary>Images of the model and of the script, in this order.</summary>
    public static CompiledEvent Compile(ScratchRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        const string Pad = LoadScratchRequest.Pad;
        ProtocolSource[] sources = [.. request.Model, new(Pad, $"public sealed class {Pad}(global::{request.Context} context) {{ public global::{request.Context} db => context; }}")];
        var said = Compiler.Compile("Model", sources);
        if (!said.Success)
        {
            return said;
        }
        var model = said.Images[0];
        // Scripting asks for the pad as a type of this process. Its code does not run here, and it leaves with its context.
        var context = new AssemblyLoadContext("model", isCollectible: true);
        try
        {
            using var code = new MemoryStream(model.Code);
            var pad = context.LoadFromStream(code).GetType(Pad)!;
            var compiled = Compiler.WithStack(() => Emit(CSharpScript.Create<object>(WithoutEnd(request.Code), Options(model), pad).GetCompilation()));
            return compiled with { Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds, Images = [model, .. compiled.Images] };
        }
        finally
        {
            context.Unload();
        }
    }

    private static CompiledEvent Emit(Compilation script)
    {
        var said = Compiler.Emit(script);
        return said with { EntryType = script.GetEntryPoint(default)?.ContainingType.MetadataName ?? "", EntryMethod = script.GetEntryPoint(default)?.MetadataName ?? "" };
    }

    private static ScriptOptions Options(ProtocolImage model) => ScriptOptions.Default
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
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)).GetRoot();
        return root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken: { IsMissing: false } end } } ? code.Remove(end.SpanStart, 1) : code;
    }

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
