using Learning.Grading.Incidents;

namespace Learning.Grading.Tests.Incidents;

public sealed class DrawnTests
{
    private static readonly Incident Made = Given.Incident with
    {
        Names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["index"] = ["idx_{{table}}", "{{table}}_idx"],
            ["table"] = ["{{prefix}}_payments", "{{prefix}}_bookings"],
            ["variant"] = ["left", "right"],
        },
        World = Given.Incident.World with
        {
            Editions = [new Dictionary<string, string>(StringComparer.Ordinal) { ["prefix"] = "a" }, new Dictionary<string, string>(StringComparer.Ordinal) { ["prefix"] = "b" }],
        },
    };

    [Fact]
    public void Of_SameSeed_IsTheSame() => Assert.Equal(Drawn.Of(Made, 42).Values, Drawn.Of(Made, 42).Values);

    [Fact]
    public void Of_ManySeeds_DrawEverything()
    {
        var drawn = Enumerable.Range(0, 200).Select(seed => Drawn.Of(Made, seed)).ToList();

        Assert.Equal([0, 1], drawn.Select(each => each.Edition).Distinct().Order());
        Assert.All([.. Made.Names.Keys], name => Assert.True(drawn.Select(each => each.Values[name]).Distinct(StringComparer.Ordinal).Count() >= 2));
        Assert.All(drawn, each => Assert.DoesNotContain("{{", string.Join(' ', each.Values.Values), StringComparison.Ordinal));
    }

    [Fact]
    public void Of_AnotherName_ChangesNothingAboutTheRest()
    {
        var more = Made with { Names = new Dictionary<string, IReadOnlyList<string>>(Made.Names, StringComparer.Ordinal) { ["added"] = ["x", "y", "z"] } };

        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(Drawn.Of(Made, seed).Values["variant"], Drawn.Of(more, seed).Values["variant"]));
    }

    [Fact]
    public void Fill_NamesMadeOfOthers_AreWhole()
    {
        var drawn = Drawn.Of(Made, 1);

        Assert.Equal($"DROP INDEX {drawn.Values["index"]}; {{{{unknown}}}}", drawn.Fill("DROP INDEX {{index}}; {{unknown}}"));
        Assert.Contains($"{drawn.Values["prefix"]}_", drawn.Values["index"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("variant=left", true)]
    [InlineData("variant = left", true)]
    [InlineData("variant=right", false)]
    [InlineData("nothing=left", false)]
    public void Has_WhatWasDrawn(string? when, bool holds) => Assert.Equal(holds, new Drawn(Given.Quiet.Drawn).Has(when));
}
