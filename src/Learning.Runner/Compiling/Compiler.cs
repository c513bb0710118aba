using System.Diagnostics;
using System.Text;
using Learning.Sandbox.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Learning.Runner.Compiling;

/// <summary>Regular C# into a library: no scripting directives, no analyzers, no references but the runtime's and EF Core's.</summary>
internal static class Compiler
{
    private const int StackBytes = 64 << 20;
    private const int MostDiagnostics = 50;
    private const int LongestMessage = 1000;
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None);

    // One thread with a large stack does it all: the pool's threads could be overflowed by nested input.
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable,
        concurrentBuild: false,
        deterministic: true,
        // The provider was built against an older patch of EF Core: nobody's fault here.
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)],
        xmlReferenceResolver: null,
        sourceReferenceResolver: null,
        metadataReferenceResolver: null);

    public static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Learning.", StringComparison.Ordinal)
                && !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static CompiledEvent Compile(string name, IReadOnlyList<ProtocolSource> sources) => WithStack(() => CompileHere(name, sources));

    /// <summary>On a thread whose stack nested input does not overflow.</summary>
    public static T WithStack<T>(Func<T> work) where T : class
    {
        T? result = null;
        var thread = new Thread(() => result = work(), StackBytes);
        thread.Start();
        thread.Join();
        return result ?? throw new InvalidOperationException("The compiler's thread ended without a result.");
    }

    private static CompiledEvent CompileHere(string name, IReadOnlyList<ProtocolSource> sources)
    {
        var started = Stopwatch.GetTimestamp();
        var trees = sources.Append(new ProtocolSource("<usings>", GlobalUsings))
            .Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Text, Encoding.UTF8), Parsing, source.Name));
        var said = Emit(CSharpCompilation.Create(name, trees, References, Options));
        return said with { Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
    }

    /// <summary>Without the time that it took.</summary>
    public static CompiledEvent Emit(Compilation compilation)
    {
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        return new(emitted.Success, Describe(emitted.Diagnostics), 0) { Images = emitted.Success ? [new(code.ToArray(), symbols.ToArray())] : [] };
    }

    private static ProtocolDiagnostic[] Describe(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            .OrderByDescending(diagnostic => diagnostic.Severity)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Take(MostDiagnostics)
            .Select(Describe)];

    private static ProtocolDiagnostic Describe(Diagnostic diagnostic)
    {
        var message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        // Not the mapped span: a #line directive must not move a message to another file.
        var span = diagnostic.Location.GetLineSpan();
        var (line, column, endLine, endColumn) = diagnostic.Location.IsInSource
            ? (span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1)
            : (0, 0, 0, 0);
        return new ProtocolDiagnostic(severity, diagnostic.Id, Text.Cut(message, LongestMessage), span.Path ?? "", line, column, endLine, endColumn);
    }
}
