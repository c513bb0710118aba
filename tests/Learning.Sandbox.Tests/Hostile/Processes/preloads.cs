// tries: Have its own library or start-up hook loaded into the runner: by variables set in the process, for whoever starts next. The next thing that starts is not a child of it.
// expect: answers 7
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        foreach (var (name, value) in new[] { ("LD_PRELOAD", "/tmp/x.so"), ("LD_LIBRARY_PATH", "/tmp"), ("DOTNET_STARTUP_HOOKS", "/tmp/x.dll"), ("CORECLR_ENABLE_PROFILING", "1"), ("CORECLR_PROFILER_PATH", "/tmp/x.so"), ("DOTNET_EnableDiagnostics", "1"), ("DOTNET_SYSTEM_GC_NAME", "/tmp/x.so") })
            Environment.SetEnvironmentVariable(name, value);
        File.WriteAllText("/tmp/x.so", "not a library");
        return 7;
    }
}
