// tries: Ignore access checks to reach the harness's internals at compile time.
// expect: CompileError Learning
[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo("Learning.Runner")]
namespace System.Runtime.CompilerServices { [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)] public sealed class IgnoresAccessChecksToAttribute(string name) : Attribute { public string AssemblyName => name; } }
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => Learning.Runner.Warmup.RunAsync();
}
