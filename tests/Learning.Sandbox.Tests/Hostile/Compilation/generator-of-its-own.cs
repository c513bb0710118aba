// tries: Bring a source generator, an analyzer or an interceptor along: nobody loads them.
// expect: CompileError
using Microsoft.CodeAnalysis;
[Generator]
public sealed class Mine : ISourceGenerator { public void Initialize(GeneratorInitializationContext context) { } public void Execute(GeneratorExecutionContext context) => context.AddSource("x", "class X { }"); }
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => 7;
}
