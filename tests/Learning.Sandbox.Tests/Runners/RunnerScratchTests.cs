using Learning.Grading.Traces;
using Learning.Sandbox.Protocol;
using Learning.Sandbox.Runners;

namespace Learning.Sandbox.Tests.Runners;

[Collection(nameof(RunnerFixture))]
public sealed class RunnerScratchTests(RunnerFixture runners)
{
    private const string Shop = """
        using Microsoft.EntityFrameworkCore;
        public sealed class Shelf { public int Id { get; set; } public string Name { get; set; } = ""; public Shelf? Above { get; set; } public List<Shelf> Below { get; } = []; }
        public sealed class Shop(DbContextOptions<Shop> options) : DbContext(options) { public DbSet<Shelf> Shelves => Set<Shelf>(); }
        """;

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("1 + 1", "value", "2")]
    [InlineData("40 + 2;", "value", "42")]
    [InlineData("var x = 20; x + 1", "value", "21")]
    [InlineData("await Task.FromResult(\"later\")", "value", "later")]
    [InlineData("new { Id = 7, Shelf = new Shelf { Id = 8, Name = \"top\" }, Tags = new[] { 1, 2 } }", "Id|Shelf.Id|Shelf.Name|Tags", "7|8|top|[1, 2]")]
    [InlineData("new Shelf { Id = 1, Name = \"a\" }", "Id|Name", "1|a")]
    [InlineData("(1, (string)null)", "Item1|Item2", "1|NULL")]
    [InlineData("new DateTime(2026, 5, 3, 10, 0, 0)", "value", "2026-05-03 10:00:00")]
    [InlineData("(int?)null", "value", "NULL")]
    [InlineData("new Dictionary<string, int> { [\"a\"] = 1 }", "Key|Value", "a|1")]
    [InlineData("db.Shelves.Where(s => s.Id > 3).ToQueryString().Contains(\"WHERE\")", "value", "true")]
    public async Task Line_OfAnyShape_BecomesAGrid(string code, string columns, string firstRow)
    {
        var call = await RunAsync(code);

        Assert.True(call.Outcome.Kind == OutcomeKind.Completed, call.Outcome.Message);
        Assert.Equal(columns, string.Join('|', call.Grid!.Columns));
        Assert.Equal(firstRow, string.Join('|', call.Grid.Rows[0].Select(cell => cell ?? "NULL")));
    }

    [Fact]
    public async Task Line_TenThousandRows_KeepsTwoHundredAndCountsAll()
    {
        var call = await RunAsync("Enumerable.Range(1, 10_000).Select(n => new { n, Text = new string('x', 5_000) })");

        Assert.Equal((200, 10_000), (call.Grid!.Rows.Count, call.Grid.RowCount));
        Assert.InRange(call.Grid.Rows.Sum(row => row.Sum(cell => cell!.Length)), 1, (1 << 20) + 2_000);
    }

    [Fact]
    public async Task Line_Printing_HandsOverWhatItPrinted() => Assert.Equal("hello\n", (await RunAsync("Console.WriteLine(\"hello\");")).Output);

    [Theory]
    [InlineData("db.Shelvs.Count()", "CS1061", 1, 4)]
    [InlineData("var x = 1;\nx +", "CS1733", 2, 4)]
    [InlineData("#r \"/etc/passwd\"\n1", "CS0006", 1, 1)]
    [InlineData("#load \"/etc/passwd\"\n1", "CS1504", 1, 7)]
    [InlineData("#r \"nuget: Dapper, 2.1.66\"\n1", "CS0006", 1, 1)]
    [InlineData("typeof(Learning.Runner.Running.LineWatch)", "CS0246", 1, 8)]
    [InlineData("unsafe { int x = 0; int* p = &x; }", "CS0227", 1, 1)]
    public async Task Line_ThatDoesNotCompile_IsPointedAt(string code, string error, int line, int column)
    {
        var compiled = await CompileAsync(code);

        Assert.Equal(OutcomeKind.CompileError, compiled.Outcome.Kind);
        var first = compiled.Outcome.Diagnostics.First(each => each.Severity == "error");
        Assert.Equal((error, line, column), (first.Code, first.Line, first.Column));
        Assert.All(compiled.Outcome.Diagnostics, each => Assert.DoesNotContain("root:", each.Message, StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("while (true) { }", OutcomeKind.TimeLimit, "2 s")]
    [InlineData("System.Linq.Enumerable.Repeat(1, int.MaxValue).Select(n => { System.Threading.Thread.Sleep(1); return n; })", OutcomeKind.TimeLimit, "2 s")]
    [InlineData("Environment.Exit(0);", OutcomeKind.RuntimeError, "exit code 0")]
    [InlineData("new string('x', 1 << 30)", OutcomeKind.MemoryLimit, "200 MB")]
    [InlineData("while (true) Console.WriteLine(\"all work\");", OutcomeKind.OutputLimit, "1024 KB")]
    [InlineData("System.IO.File.ReadAllText(\"/etc/shadow\")", OutcomeKind.RuntimeError, "NotFoundException")]
    [InlineData("int Down(int n) => Down(n + 1) + 1; Down(1)", OutcomeKind.RuntimeError, "stack overflow")]
    [InlineData("throw new InvalidOperationException(\"no stock\");", OutcomeKind.RuntimeError, "no stock")]
    [InlineData("using (var raw = Console.OpenStandardOutput()) { raw.Write(System.Text.Encoding.UTF8.GetBytes(\"{\\\"said\\\":\\\"scratched\\\",\\\"Id\\\":\\\"guess\\\",\\\"Columns\\\":[],\\\"Rows\\\":[],\\\"RowCount\\\":0}\\n\")); }", OutcomeKind.RuntimeError, "other than an answer")]
    public async Task Line_Hostile_EndsWithWhatStoppedIt(string code, OutcomeKind kind, string named)
    {
        var call = await RunAsync(code, seconds: kind == OutcomeKind.TimeLimit ? 2 : 20);

        Assert.Equal(kind, call.Outcome.Kind);
        Assert.Contains(named, call.Outcome.Message, StringComparison.Ordinal);
        Assert.Null(call.Grid);
    }

    [Theory]
    [InlineData(61, 1, 1, 1, false)]
    [InlineData(60, 200, 200, 2_000, true)]
    [InlineData(1, 201, 201, 1, false)]
    [InlineData(1, 2, 1, 1, false)]
    [InlineData(1, 1, 1, 2_001, false)]
    public void Bounds_OfAForgedGrid_AreChecked(int columns, int rows, int count, int cell, bool holds)
    {
        string[] row = [.. Enumerable.Repeat(new string('x', cell), columns)];
        Assert.Equal(holds, GridBounds.Hold(new ScratchedEvent("", [.. Enumerable.Repeat("c", columns)], [.. Enumerable.Repeat(row, rows)], count)));
    }

    [Fact]
    public void Bounds_OfARaggedGrid_DoNotHold() => Assert.False(GridBounds.Hold(new ScratchedEvent("", ["a", "b"], [["1"]], 1)));

    private async Task<ScratchCall> RunAsync(string code, double seconds = 20)
    {
        var compiled = await CompileAsync(code);
        Assert.True(compiled.Outcome.Kind == OutcomeKind.Completed, $"{compiled.Outcome.Message} {string.Join(' ', compiled.Outcome.Diagnostics)}");
        await using var runner = await runners.Pool.RentAsync(CancellationToken.None);
        await runner.LoadAsync(new LoadScratchRequest(compiled.Images, compiled.EntryType, compiled.EntryMethod, "Shop"), CancellationToken.None);
        return await runner.ScratchAsync(new CallRequest(RunnerProcess.NewId(), RunnerProcess.DoorInside("none"), []), TimeSpan.FromSeconds(seconds), null, CancellationToken.None);
    }

    private Task<CompileResult> CompileAsync(string code) => runners.Compilers.CompileAsync(Request(code), ScratchRequest.File, CancellationToken.None);

    private static ScratchRequest Request(string code) => new([new ProtocolSource("Shop.cs", Shop)], "Shop", code);
}
