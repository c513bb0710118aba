using Learning.Grading.Traces;

namespace Learning.Sandbox.Tests.Runners;

[Collection(nameof(RunnerFixture))]
public sealed class RunnerAnswerTests(RunnerFixture runners)
{
    [Theory]
    [InlineData("return new[] { new { Id = size, Name = \"a\" } };", "object?", """[{"Id":3,"Name":"a"}]""")]
    [InlineData("return size + 1;", "object?", """[{"value":4}]""")]
    [InlineData("return null;", "object?", """[{"value":null}]""")]
    [InlineData("await Task.Yield(); return new List<string> { \"x\", \"y\" };", "async Task<List<string>>", """[{"value":"x"},{"value":"y"}]""")]
    [InlineData("await Task.Yield(); return new { N = 1.50m };", "async ValueTask<object>", """[{"N":1.50}]""")]
    [InlineData("for (var n = 0; n < size; n++) { await Task.Yield(); yield return new KeyValuePair<int, int>(n, n); }", "async IAsyncEnumerable<KeyValuePair<int, int>>",
        """[{"Key":0,"Value":0},{"Key":1,"Value":1},{"Key":2,"Value":2}]""")]
    public async Task Call_ReturningAnyShape_AnswersRows(string body, string returns, string expected)
    {
        var result = await runners.RunAsync(body, returns);

        Assert.Equal(RunOutcome.Completed, result.Outcome);
        Assert.Equal(expected, result.Answer);
    }

    [Fact]
    public async Task Call_Repeated_KeepsOneLoadedAssembly()
    {
        await using var runner = await runners.StartAsync(RunnerFixture.Whole("public sealed class Query(Shop shop) { static int calls; public int Run(int size) => ++calls * size; }"));

        var first = await runner.CallAsync(RunnerFixture.Call(), TimeSpan.FromSeconds(10), null, CancellationToken.None);
        var second = await runner.CallAsync(RunnerFixture.Call(), TimeSpan.FromSeconds(10), null, CancellationToken.None);

        Assert.Equal(("""[{"value":3}]""", """[{"value":6}]"""), (first.Answer, second.Answer));
    }

    [Fact]
    public async Task Call_Printing_ReturnsTheText()
    {
        var result = await runners.RunAsync("Console.WriteLine(\"size {0}\", size); Console.Error.Write(\"é\"); return 1;");

        Assert.Equal("size 3\né", result.Output);
        Assert.Equal("""[{"value":1}]""", result.Answer);
    }

    [Fact]
    public async Task Call_Throwing_NamesTypeMessageAndLearnersFrames()
    {
        var result = await runners.RunAsync("await Task.Yield();\nthrow new InvalidOperationException(\"no stock\");", "async Task<int>");

        Assert.Equal(OutcomeKind.RuntimeError, result.Outcome.Kind);
        Assert.Equal("System.InvalidOperationException", result.Outcome.Exception?.Type);
        Assert.Equal("no stock", result.Outcome.Exception?.Message);
        Assert.Equal([new StackFrame("Query.Run", 6)], result.Outcome.Exception?.Frames);
    }

    [Fact]
    public async Task Call_AfterAnException_StillAnswers()
    {
        await using var runner = await runners.StartAsync(RunnerFixture.Whole("public sealed class Query(Shop shop) { static int calls; public int Run(int size) => ++calls == 1 ? throw new Exception() : 7; }"));

        var first = await runner.CallAsync(RunnerFixture.Call(), TimeSpan.FromSeconds(10), null, CancellationToken.None);
        var second = await runner.CallAsync(RunnerFixture.Call(), TimeSpan.FromSeconds(10), null, CancellationToken.None);

        Assert.Equal(OutcomeKind.RuntimeError, first.Outcome.Kind);
        Assert.Equal("""[{"value":7}]""", second.Answer);
    }
}
