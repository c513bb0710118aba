// tries: Leave a program running and answer: a runtime of its own that waits for input for ever.
// expect: answers 7
// through: once
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/dotnet/dotnet", "/runner/Learning.Runner.dll") { RedirectStandardInput = true });
        return 7;
    }
}
