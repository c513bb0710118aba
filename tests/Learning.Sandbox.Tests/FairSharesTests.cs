namespace Learning.Sandbox.Tests;

public sealed class FairSharesTests
{
    [Fact]
    public async Task Owners_WithManyAndFew_TakeTurns()
    {
        using var queue = Filled(("a", 4), ("b", 2), ("c", 1));

        Assert.Equal(["a0", "b0", "c0", "a1", "b1", "a2", "a3"], await DrainAsync(queue));
    }

    [Fact]
    public async Task Newcomer_BehindFiveHundredOfOneOwner_WaitsForOne()
    {
        using var queue = Filled(("hog", 500));
        await queue.DequeueAsync(CancellationToken.None);
        queue.TryEnqueue("late", "late0");

        Assert.Equal(1, queue.Before("late", "late0"));
        Assert.Equal(["hog1", "late0", "hog2"], (await DrainAsync(queue)).Take(3));
    }

    [Fact]
    public async Task Before_OfEveryItem_IsTheOrderTheyAreGivenOutIn()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            using var queue = Filled([.. Enumerable.Range(0, random.Next(1, 6)).Select(owner => ($"{(char)('a' + owner)}", random.Next(1, 7)))]);
            for (var taken = random.Next(0, queue.Count); taken > 0; taken--)
                await queue.DequeueAsync(CancellationToken.None);
            var promised = Enumerable.Range('a', 6).SelectMany(owner => Enumerable.Range(0, 7).Select(n => ((char)owner, $"{(char)owner}{n}")))
                .Select(pair => (Item: pair.Item2, Before: queue.Before($"{pair.Item1}", pair.Item2))).Where(pair => pair.Before is not null).OrderBy(pair => pair.Before).ToList();

            Assert.Equal(Enumerable.Range(0, promised.Count), promised.Select(pair => pair.Before!.Value));
            Assert.Equal(promised.Select(pair => pair.Item), await DrainAsync(queue));
        }
    }

    [Fact]
    public void Enqueue_PastALimit_IsRefused()
    {
        using var queue = new FairShares<string, string>(capacity: 5, perOwner: 3);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(n => queue.TryEnqueue("a", $"a{n}")));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(n => queue.TryEnqueue("b", $"b{n}")));
        Assert.Null(queue.Before("a", "a3"));
    }

    [Fact]
    public async Task Dequeue_OfAnEmptyQueue_WaitsForTheNext()
    {
        using var queue = Filled();
        var waiting = queue.DequeueAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        queue.TryEnqueue("a", "a0");

        Assert.Equal("a0", await waiting.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    private static FairShares<string, string> Filled(params (string Owner, int Items)[] owners)
    {
        var queue = new FairShares<string, string>(1000, 1000);
        for (var n = 0; n < owners.Select(owner => owner.Items).DefaultIfEmpty().Max(); n++)
        {
            foreach (var (owner, items) in owners)
            {
                if (n < items)
                    queue.TryEnqueue(owner, $"{owner}{n}");
            }
        }
        return queue;
    }

    private static async Task<List<string>> DrainAsync(FairShares<string, string> queue)
    {
        List<string> all = [];
        while (queue.Count > 0)
            all.Add(await queue.DequeueAsync(CancellationToken.None));
        return all;
    }
}
