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
    public async Task Compile_DeepNesting_EndsAsACompileError()
    {
        var nested = $"public sealed class Query(Shop shop) {{ public int Run(int size) => {new string('(', 60_000)}1{new string(')', 60_000)}; }}";

        Assert.Equal(OutcomeKind.CompileError, (await CompileAsync(nested)).Outcome.Kind);
    }

    [Fact]
    public async Task Compile_Broken_LeavesNothingToCall()
    {
        await using var runner = await runners.Pool.RentAsync(CancellationToken.None);
        await runner.CompileAsync(RunnerFixture.Whole("class"), CancellationToken.None);

        var result = await runner.CallAsync(RunnerFixture.Call(), TimeSpan.FromSeconds(10), CancellationToken.None);

        Assert.Equal(OutcomeKind.RuntimeError, result.Outcome.Kind);
        Assert.Null(result.Answer);
    }

    private async Task<CompileResult> CompileAsync(string source)
    {
        await using var runner = await runners.Pool.RentAsync(CancellationToken.None);
        return await runner.CompileAsync(RunnerFixture.Whole(source), CancellationToken.None);
    }
}
