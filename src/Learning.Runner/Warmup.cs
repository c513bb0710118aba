using Learning.Sandbox.Protocol;

namespace Learning.Runner;

/// <summary>
/// Compiles and calls a small public program before the first request, so that Roslyn, EF Core and Npgsql are jitted and
/// their caches filled. It is public because a learner's code could read it in memory.
/// </summary>
internal static class Warmup
{
    public static async Task RunAsync()
    {
        using var reader = new StreamReader(typeof(Warmup).Assembly.GetManifestResourceStream("Warmup.cs")!);
        var request = new CompileRequest([new ProtocolSource("Warmup.cs", await reader.ReadToEndAsync())], "Shelf", "ReadAsync", "Library");
        var compilation = Compiler.Compile("Warmup", request.Sources);
        if (compilation.Image is null)
        {
            throw new InvalidOperationException($"The warm-up does not compile: {compilation.Said.Diagnostics[0].Message}");
        }
        var said = await Caller.CallAsync(new Submission(request, compilation.Image), new CallRequest("warm", "/tmp/no-door", [new ProtocolArgument("size", "int", "20")]));
        if (said is not AnsweredEvent)
        {
            throw new InvalidOperationException($"The warm-up failed: {said}");
        }
        // What the warm-up used does not count against a learner's memory.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
