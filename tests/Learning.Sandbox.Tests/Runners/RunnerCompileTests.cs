using Learning.Grading.Traces;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

[Collection(nameof(RunnerFixture))]
public sealed class RunnerCompileTests(RunnerFixture runners)
{
    [Fact]
    public async Task Compile_TypeError_PointsAtLineAndColumn()
    {
        var result = await CompileAsync("public sealed class Query(Shop shop)\n{\n    public int Run(int size) => \"x\";\n}");

        Assert.Equal(OutcomeKind.CompileError, result.Outcome.Kind);
        var error = Assert.Single(result.Outcome.Diagnostics, diagnostic => diagnostic.Severity == "error");
        Assert.Equal(("CS0029", 3, 33, 3, 36), (error.Code, error.Line, error.Column, error.EndLine, error.EndColumn));
    }

    [Fact]
    public async Task Compile_Warning_CompletesAndShowsIt()
    {
        var result = await CompileAsync("public sealed class Query(Shop shop)\n{\n    public int Run(int size) { int unused; return 1; }\n}");

        Assert.Equal(OutcomeKind.Completed, result.Outcome.Kind);
        Assert.Contains(result.Outcome.Diagnostics, diagnostic => diagnostic is { Severity: "warning", Code: "CS0168", Line: 3 });
    }

    [Fact]
    public async Task Compile_ThousandErrors_ShowsFifty() =>
        Assert.Equal(50, (await CompileAsync(string.Concat(Enumerable.Range(0, 1000).Select(n => $"class C{n} : Nothing{n};\n")))).Outcome.Diagnostics.Count);

    [Theory]
    [InlineData("#r \"/etc/passwd\"\nclass Query { }")]
    [InlineData("#load \"/etc/passwd\"\nclass Query { }")]
    public async Task Compile_ScriptDirective_IsRefused(string source) =>
        Assert.Equal(OutcomeKind.CompileError, (await CompileAsync(source)).Outcome.Kind);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Compile_DeepNesting_EndsAsACompileError()
    {
        var nested = $"public sealed class Query(Shop shop) {{ public int Run(int size) => {new string('(', 60_000)}1{new string(')', 60_000)}; }}";

        Assert.Equal(OutcomeKind.CompileError, (await CompileAsync(nested)).Outcome.Kind);
    }

    [Fact]
    public async Task Compile_Broken_LeavesNothingToLoad() => Assert.Empty((await CompileAsync("class")).Images);

    [Fact]
    public async Task Compile_StoppingACompiler_HarmsNeitherTheNextNorThoseBeside()
    {
        // The largest constant array that there can be, many times over: more memory than a compiler has.
        var hog = $"public sealed class Query(Shop shop) {{ public int Run(int size) => 1; {string.Concat(Enumerable.Range(0, 400).Select(n => $"static readonly long[] a{n} = [{string.Join(',', Enumerable.Range(n, 20_000))}];"))} }}";
        var hogs = Enumerable.Range(0, 2).Select(_ => CompileAsync(hog)).ToList();
        var honest = await CompileAsync("public sealed class Query(Shop shop) { public int Run(int size) => 1; }");

        Assert.Equal(OutcomeKind.Completed, honest.Outcome.Kind);
        Assert.All(await Task.WhenAll(hogs), result => Assert.Equal(OutcomeKind.CompileError, result.Outcome.Kind));
    }

    private Task<CompileResult> CompileAsync(string source) => runners.CompileAsync(RunnerFixture.Whole(source));
}
