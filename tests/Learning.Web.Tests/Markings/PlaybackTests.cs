using System.Text.Json;
using Learning.Web.Data;
using Learning.Web.Features.Markings.Replay;

namespace Learning.Web.Tests.Markings;

/// <summary>The text of every moment comes back out of the splices.</summary>
public sealed class PlaybackTests
{
    private static readonly Guid Handed = Guid.NewGuid();

    [Fact]
    public void Splices_PutTheTextTogetherAgain_AtEveryStep()
    {
        var playback = Of("abc", Edit(3, 0, "def"), Edit(0, 1, "A"), Edit(2, 2, ""));

        Assert.Equal(["abc", "abcdef", "Abcdef", "Abef"], Enumerable.Range(0, 4).Select(playback.TextAt));
        Assert.Equal(0, playback.Gaps);
    }

    [Fact]
    public void ManyThousandSteps_AreReachedFromEitherSide()
    {
        var playback = Of("", [.. Enumerable.Range(0, 1000).Select(at => Edit(at, 0, $"{at % 10}"))]);

        Assert.Equal(1000, playback.TextAt(1000).Length);
        Assert.Equal("0123456789", playback.TextAt(10));
        Assert.Equal(new string([.. Enumerable.Range(0, 601).Select(at => (char)('0' + at % 10))]), playback.TextAt(601));
        Assert.Equal(playback.TextAt(1000), playback.TextAt(5000));
    }

    [Fact]
    public void WholeText_OfAnEditorThatOpens_IsNoGap_AndANoteIsShown()
    {
        var playback = Of("starter", Edit(0, int.MaxValue, "draft of yesterday"), new() { SittingId = Guid.Empty, Position = 1, At = default, Kind = SittingEventKind.Edit, Data = """{"note":"no more is kept"}""" });

        Assert.Equal(("draft of yesterday", 0), (playback.TextAt(2), playback.Gaps));
        Assert.Equal("no more is kept", playback.Frames[1].Mark);
    }

    [Fact]
    public void SplicesThatWereLost_AreSaid_AndTheHandInPutsTheTextRight()
    {
        var playback = Of("abc", Edit(50, 2, "x"), Event(SittingEventKind.HandIn, new { submission = Handed }));

        Assert.Equal("what was handed in", playback.TextAt(2));
        Assert.Equal(2, playback.Gaps);
        Assert.Contains("passed", playback.Frames[1].Mark, StringComparison.Ordinal);
    }

    [Fact]
    public void Pastes_AreMarks()
    {
        var playback = Of("", Edit(0, 0, "a\nb"), Event(SittingEventKind.Paste, new { characters = 3, lines = 2, own = false }));

        Assert.Equal("paste of 2 lines", playback.Frames[1].Mark);
        Assert.Equal("a\nb", playback.TextAt(2));
    }

    private static EditPlayback Of(string start, params SittingEvent[] events) => EditPlayback.Of(start, events, _ => 0, id => id == Handed ? ("what was handed in", "Passed") : null);

    private static SittingEvent Edit(int at, int removed, string text) => Event(SittingEventKind.Edit, new { at, removed, text });

    private static SittingEvent Event(SittingEventKind kind, object data) => new() { SittingId = Guid.Empty, Position = 1, At = default, Kind = kind, Data = JsonSerializer.Serialize(data) };
}
