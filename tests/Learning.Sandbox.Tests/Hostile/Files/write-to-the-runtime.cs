// tries: Write where the next submission would find it: the runner, the runtime, libraries, the root. /tmp can be written.
// expect: answers control
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Attack.Works(
            ("control", () => { File.WriteAllText("/tmp/hostile-left", "x"); return true; }),
            ("runner", () => { File.WriteAllText("/runner/hostile-left", "x"); return true; }), ("runner's file", () => { using var file = File.OpenWrite("/runner/Learning.Runner.dll"); return true; }),
            ("runtime", () => { File.WriteAllText("/dotnet/hostile-left", "x"); return true; }), ("host", () => { using var file = File.OpenWrite("/dotnet/dotnet"); return true; }),
            ("libraries", () => { File.WriteAllText("/usr/lib/hostile-left", "x"); return true; }), ("root", () => { File.WriteAllText("/hostile-left", "x"); return true; }),
            ("dev", () => { File.WriteAllText("/dev/hostile-left", "x"); return true; }), ("replace", () => { File.Move("/tmp/hostile-left", "/runner/Learning.Runner.dll", overwrite: true); return true; }),
            ("delete", () => { File.Delete("/runner/Learning.Runner.runtimeconfig.json"); return !File.Exists("/runner/Learning.Runner.runtimeconfig.json"); }));
    }
}
