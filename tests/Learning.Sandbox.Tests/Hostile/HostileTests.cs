using Learning.Hostile.Cases;

namespace Learning.Sandbox.Tests.Hostile;

/// <summary>Every case of the abuse suite once, in the real sandbox. What a case asserts is said in the README beside this file.</summary>
[Collection(nameof(HostileSuite))]
public sealed class HostileTests(HostileSuite suite)
{
    public static TheoryData<string> Cases => new(CaseFiles.Names);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_InTheRealSandbox_ComesToWhatItsFileSays(string name)
    {
        var result = await suite.ResultAsync(name);

        Assert.True(result.AsExpected, $"{result.Case}: {string.Join('\n', result.Why)}");
    }

    [Fact]
    public void Suite_HasAtLeast130Cases() => Assert.InRange(CaseFiles.Names.Count, 130, int.MaxValue);
}
