using Learning.Grading.Plans;
using Learning.Tests;

namespace Learning.Grading.Tests.Plans;

/// <summary>On plans that PostgreSQL 18.4 made of one query or its relatives, over merchants, settlements, and the sales and fees of a settlement.</summary>
public sealed class ProductTests
{
    // 12 settlements with 261 sales and 161 fees; an empty list still gives a row of its own to an outer join.
    [Theory]
    [InlineData("product-by-lookups")]
    [InlineData("product-memoized")]
    [InlineData("product-hashed-and-merged")]
    public void In_TwoCollectionsOfOneParent_IsFoundWhateverTheJoinMethod(string name)
    {
        var product = Product.In(Recorded(name));

        Assert.Equal(4353, product?.Rows);
        Assert.InRange(product!.Different, 300, 500);
    }

    [Fact]
    public void In_JoinWithoutAKey_IsEverythingBesideEverything()
    {
        var product = Product.In(Recorded("product-without-key"));

        Assert.Equal((6000, 150 + 40), (product?.Rows, product?.Different));
    }

    [Theory]
    [InlineData("chain-of-collections")]
    [InlineData("chain-hashed")]
    [InlineData("one-collection")]
    [InlineData("child-with-two-parents")]
    [InlineData("nested-loop")]
    [InlineData("hash-join")]
    [InlineData("subplans")]
    [InlineData("seq-scan-filter")]
    public void In_RowsThatBelongTogether_IsNull(string name) => Assert.Null(Product.In(Recorded(name)));

    [Fact]
    public void RowsOf_SortedSideThatAMergeReadsAgain_CountsWhatWasSorted()
    {
        var merge = Recorded("product-hashed-and-merged").Nodes().Single(node => node.Type == "Merge Join");

        Assert.Equal((4343, 273), (merge.Children[1].ActualRows, Product.RowsOf(merge.Children[1])));
    }

    private static QueryPlan Recorded(string name) =>
        PlanReader.Read(File.ReadAllText(Repository.Path("tests", "Learning.Grading.Tests", "Plans", name + ".json")), 1.5);
}
