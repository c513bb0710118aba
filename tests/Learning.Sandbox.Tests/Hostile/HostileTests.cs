using Learning.Hostile.Cases;

namespace Learning.Sandbox.Tests.Hostile;

/// <summary>
/// Cases of the abuse suite, once, in the real sandbox; what a case asserts is said in the README beside this file. Every eighth one, of every folder, is in each run of the tests;
/// the others are long tests, and <c>./dev test hostile</c> runs all.
/// </summary>
public abstract class HostileCases(HostileSuite suite)
{
    private const int EveryEighth = 8;

    protected static IReadOnlyList<string> Always { get; } = [.. CaseFiles.Names.Where((_, index) => index % EveryEighth == 0)];

    protected static IReadOnlyList<string> Others { get; } = [.. CaseFiles.Names.Except(Always, StringComparer.Ordinal)];

    protected async Task ComesToWhatItsFileSaysAsync(string name, IReadOnlyList<string> order)
    {
        var result = await suite.ResultAsync(name, order);

        Assert.True(result.AsExpected, $"{result.Case}: {string.Join('\n', result.Why)}");
    }
}

[Collection(nameof(HostileSuite))]
public sealed class HostileTests(HostileSuite suite) : HostileCases(suite)
{
    public static TheoryData<string> Cases => new(Always);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Case_InTheRealSandbox_ComesToWhatItsFileSays(string name) => ComesToWhatItsFileSaysAsync(name, Always);

    [Fact]
    public void Suite_HasAtLeast130Cases() => Assert.InRange(CaseFiles.Names.Count, 130, int.MaxValue);
}

[Collection(nameof(HostileSuite))]
[Trait("Category", "Long")]
public sealed class OtherHostileTests(HostileSuite suite) : HostileCases(suite)
{
    public static TheoryData<string> Cases => new(Others);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Case_InTheRealSandbox_ComesToWhatItsFileSays(string name) => ComesToWhatItsFileSaysAsync(name, Others);
}
