using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Clusters;

/// <summary>What is put where nobody looks any more would live for as long as the process.</summary>
public sealed class ClusterShelvesTests
{
    [Fact]
    public async Task Of_AfterACancelledBuild_IsANewShelf()
    {
        var shelves = new ClusterShelves(_ => Task.FromCanceled<Editions>(new(canceled: true)), TimeProvider.System);
        var first = shelves.Of(BookClusters.Exercise);
        await Task.WhenAny(first.Editions.Value);

        Assert.NotSame(first, shelves.Of(BookClusters.Exercise));
    }

    [Fact]
    public async Task Shelf_WhoseTemplatesAreStillBeingBuilt_IsNotForgotten()
    {
        var building = new TaskCompletionSource<Editions>();
        var shelves = new ClusterShelves(exercise => exercise.Slug == "0" ? building.Task : Task.FromException<Editions>(new InvalidOperationException("not here")), TimeProvider.System);
        var waiting = shelves.Of(BookClusters.Exercise with { Slug = "0" });
        _ = waiting.Editions.Value;

        for (var other = 1; other <= 150; other++)
            await Task.WhenAny(shelves.Of(BookClusters.Exercise with { Slug = $"{other}" }).Editions.Value);

        Assert.Contains(waiting, shelves.All);
        Assert.InRange(shelves.All.Count, 1, 101);
        building.SetCanceled();
    }

    [Fact]
    public void Put_OnAShelfThatAnotherHasReplaced_IsRefused()
    {
        var shelves = new ClusterShelves(_ => new TaskCompletionSource<Editions>().Task, TimeProvider.System);
        var stranger = new ClusterShelf(BookClusters.Exercise, new(() => new TaskCompletionSource<Editions>().Task));
        var own = shelves.Of(BookClusters.Exercise);

        Assert.False(shelves.TryPut(stranger, null!));
        Assert.True(shelves.TryPut(own, null!));
        Assert.Equal((0, 1), (shelves.Count(stranger), shelves.Count(own)));
    }
}
