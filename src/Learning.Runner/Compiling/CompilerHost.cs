using System.Text.Json;
using Learning.Sandbox.Protocol;

namespace Learning.Runner.Compiling;

/// <summary>Compiles what it is sent until its input ends. Nothing that comes out is loaded here, but the exercise's own model for its scratch lines.</summary>
internal static class CompilerHost
{
    public static async Task<int> ServeAsync(TextReader requests, EventWriter events)
    {
        await WarmAsync();
        events.Send(new ReadyEvent());
        while (await requests.ReadLineAsync() is { } line)
        {
            switch (JsonSerializer.Deserialize(line, ProtocolJson.Default.RunRequest))
            {
                case CompileRequest asked:
                    events.Send(Compiler.Compile("Submission", asked.Sources));
                    break;
                case ScratchRequest asked:
                    events.Send(ScratchCompiler.Compile(asked));
                    break;
                default:
                    return 2;
            }
        }
        return 0;
    }

    /// <summary>The first compilation pays for Roslyn's own jitting and for reading every reference; the process lives to spare others that.</summary>
    private static async Task WarmAsync()
    {
        using var reader = new StreamReader(typeof(CompilerHost).Assembly.GetManifestResourceStream("Warmup.cs")!);
        ProtocolSource[] sources = [new("Warmup.cs", await reader.ReadToEndAsync())];
        foreach (var said in new[] { Compiler.Compile("Warmup", sources), Compiler.Compile("Warmup", sources), ScratchCompiler.Compile(new(sources, "Learning.Runner.Library", "db.Books.Count()")) })
        {
            if (!said.Success)
            {
                throw new InvalidOperationException($"The warm-up does not compile: {said.Diagnostics[0].Message}");
            }
        }
    }
}
