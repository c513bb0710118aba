// tries: Start programs without end: each is a runtime of its own, with threads and memory.
// expect: RuntimeError threads and processes | MemoryLimit | RuntimeError
// limit: 30
// alone: Until it is stopped it takes what processor there is.
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        while (true) System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/dotnet/dotnet", "/runner/Learning.Runner.dll") { RedirectStandardInput = true });
    }
}
