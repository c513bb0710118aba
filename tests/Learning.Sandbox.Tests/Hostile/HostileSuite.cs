using Learning.Hostile.Lab;
using Learning.Hostile.Suite;

namespace Learning.Sandbox.Tests.Hostile;

/// <summary>One lab for all cases. xunit asks for them one after the other; the next few are begun already, so that several run at once.</summary>
public sealed class HostileSuite : IAsyncLifetime
{
    private readonly Dictionary<string, Task<CaseResult>> _results = new(StringComparer.Ordinal);
    private HostileLab? _lab;
    private SuiteRun? _suite;

    internal HostileLab Lab => _lab!;

    public async Task InitializeAsync()
    {
        _lab = await HostileLab.StartAsync("bubblewrap", CancellationToken.None);
        _suite = new SuiteRun(_lab, HostileCommand.AtOnce);
    }

    internal Task<CaseResult> ResultAsync(string name, IReadOnlyList<string> order)
    {
        foreach (var next in order.SkipWhile(each => each != name).Take(HostileCommand.AtOnce + 1))
        {
            if (!_results.ContainsKey(next))
                _results[next] = _suite!.RunAsync(next, 1, CancellationToken.None);
        }
        return _results[name];
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_results.Values);
        _suite!.Dispose();
        await _lab!.DisposeAsync();
        var left = await _lab.LeftAsync();
        Assert.True(left.Count == 0, string.Join('\n', left));
    }
}

/// <summary>Not beside other tests: many of them look at clocks, and these cases are made to disturb.</summary>
[CollectionDefinition(nameof(HostileSuite), DisableParallelization = true)]
public sealed class HostileSuiteAlone : ICollectionFixture<HostileSuite>;
