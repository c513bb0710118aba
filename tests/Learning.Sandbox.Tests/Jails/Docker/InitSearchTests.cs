using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Tests.Jails.Docker;

/// <summary>A container's first process among those of a busy machine.</summary>
public sealed class InitSearchTests
{
    private const int Init = 500;
    private readonly HashSet<int> _before = [.. Enumerable.Range(1, 100)];
    private readonly HashSet<int> _inside = [];
    private readonly List<int> _processes = [.. Enumerable.Range(1, 400)];
    private readonly List<int> _looked = [];
    private bool _isFirst = true;

    [Fact]
    public void Next_AmongManyOthers_LooksAtEachTwiceAndAtWhatWasThereBeforeNotAtAll()
    {
        var search = Search();

        for (var look = 0; look < 39; look++)
            Assert.Null(search.Next());

        Assert.Equal(2 * 300, _looked.Count);
        Assert.DoesNotContain(_looked, process => _before.Contains(process));
    }

    [Fact]
    public void Next_ProcessThatIsMovedIntoTheGroupLate_IsFoundWithinASecond()
    {
        var search = Search();
        _processes.Add(Init);
        for (var look = 0; look < 30; look++)
            Assert.Null(search.Next());

        _inside.Add(Init);

        Assert.Equal(Init, Enumerable.Range(0, 20).Select(_ => search.Next()).FirstOrDefault(found => found is not null));
    }

    [Fact]
    public void Next_NumberOfAProcessThatHasEnded_IsFoundAllTheSame()
    {
        var search = Search();
        _inside.Add(7);

        Assert.Equal(7, Enumerable.Range(0, 40).Select(_ => search.Next()).FirstOrDefault(found => found is not null));
    }

    [Fact]
    public void Next_WhileTheEngineIsSettingThingsUpInIt_WaitsForTheProgram()
    {
        var search = Search();
        _processes.Add(Init);
        _inside.Add(Init);
        _isFirst = false;
        for (var look = 0; look < 10; look++)
            Assert.Null(search.Next());

        _isFirst = true;

        Assert.Equal(Init, search.Next());
    }

    [Fact]
    public void Pause_AfterAFifthOfASecond_IsLonger()
    {
        var search = Search();
        Assert.Equal(10, search.Pause.TotalMilliseconds);

        for (var look = 0; look < 20; look++)
            search.Next();

        Assert.Equal(50, search.Pause.TotalMilliseconds);
    }

    private InitSearch Search() => new(_before, () => _processes, process =>
    {
        _looked.Add(process);
        return _inside.Contains(process);
    }, _ => _isFirst);
}
