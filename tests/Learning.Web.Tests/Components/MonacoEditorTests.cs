using Bunit;
using Learning.Web.Components;

namespace Learning.Web.Tests.Components;

/// <summary>BlazorMonaco's own component keeps one runtime for the whole process, so that a page's editor was made in the browser that had come last.</summary>
public sealed class MonacoEditorTests
{
    private static readonly Dictionary<string, object> Options = new(StringComparer.Ordinal) { ["language"] = "sql", ["lineHeight"] = 30 };

    [Fact]
    public void Editors_OfTwoPeople_AreEachMadeInTheirOwnBrowser()
    {
        using var first = new BunitContext { JSInterop = { Mode = JSRuntimeMode.Loose } };
        using var second = new BunitContext { JSInterop = { Mode = JSRuntimeMode.Loose } };
        var waits = first.JSInterop.SetupVoid("blazorMonaco.editor.create", _ => true);
        var stands = 0;

        var editor = first.Render<MonacoEditor>(set => set.Add(each => each.Id, "one").Add(each => each.Options, Options).Add(each => each.OnDidInit, () => stands++));
        second.Render<MonacoEditor>(set => set.Add(each => each.Id, "two").Add(each => each.Options, Options));
        Assert.Equal(0, stands);
        waits.SetVoidResult();

        Assert.Equal("one", Assert.Single(first.JSInterop.Invocations).Arguments[0]);
        var given = (Dictionary<string, object>)Assert.Single(first.JSInterop.Invocations).Arguments[1]!;
        Assert.Equal("sql 30 12", $"{given["language"]} {given["lineHeight"]} {given["fontSize"]}");
        Assert.Equal("two", Assert.Single(second.JSInterop.Invocations).Arguments[0]);
        editor.WaitForAssertion(() => Assert.Equal(1, stands));
    }
}
