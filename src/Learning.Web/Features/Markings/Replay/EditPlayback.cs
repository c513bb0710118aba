using System.Text.Json;
using Learning.Web.Data;

namespace Learning.Web.Features.Markings.Replay;

/// <summary>One step of a replay. <c>At</c>: Where in the text it happened. <c>Mark</c>: What there is to say of it; null for an edit.</summary>
public sealed record PlaybackFrame(double Minute, int At, int Length, string? Mark);

/// <summary>
/// The text of an answer at every moment, put together again from the splices that were recorded. A hand-in is known whole, so there the text is
/// put right; where a splice was lost before it, <see cref="Gaps"/> says how often.
/// </summary>
internal sealed class EditPlayback
{
    /// <summary>A whole text is kept this often; the others are made from the one before.</summary>
    private const int Every = 200;

    private readonly List<PlaybackFrame> _frames = [];
    private readonly List<IReadOnlyList<Splice>> _splices = [];
    private readonly List<string> _texts = [];

    private EditPlayback(string start) => _texts.Add(start);

    public IReadOnlyList<PlaybackFrame> Frames => _frames;
    public int Gaps { get; private set; }

    /// <summary><paramref name="start"/>: The starter. <paramref name="source"/>: What was handed in, by its id.</summary>
    public static EditPlayback Of(string start, IEnumerable<SittingEvent> events, Func<DateTimeOffset, double> minute, Func<Guid, (string Source, string Word)?> source)
    {
        var text = Lines(start);
        var playback = new EditPlayback(text);
        foreach (var row in events)
        {
            using var json = row.Data is null ? null : JsonDocument.Parse(row.Data);
            switch (row.Kind)
            {
                case SittingEventKind.Edit when json is not null:
                    playback.Add(ref text, row.At, minute, Splice.Read(json.RootElement), json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("note", out var note) ? note.GetString() : null);
                    break;
                case SittingEventKind.Paste when json is not null:
                    playback.Add(ref text, row.At, minute, [], PasteWords(json.RootElement));
                    break;
                case SittingEventKind.HandIn or SittingEventKind.Try when json is not null && json.RootElement.TryGetProperty("submission", out var id) && id.TryGetGuid(out var submission) && source(submission) is { } handed:
                    playback.Add(ref text, row.At, minute, playback.Right(text, Lines(handed.Source)), $"{(row.Kind == SittingEventKind.Try ? "try" : "hand-in")}: {handed.Word.ToLowerInvariant()}");
                    break;
                case SittingEventKind.Left or SittingEventKind.Back or SittingEventKind.Seat:
                    playback.Add(ref text, row.At, minute, [], row.Kind switch { SittingEventKind.Left => "left the page", SittingEventKind.Back => "came back", _ => "another device took over" });
                    break;
            }
        }
        return playback;
    }

    /// <summary>The text after so many steps; 0 is the start.</summary>
    public string TextAt(int steps)
    {
        steps = Math.Clamp(steps, 0, _frames.Count);
        var text = _texts[steps / Every];
        for (var at = steps / Every * Every; at < steps; at++)
            text = _splices[at].Aggregate(text, (before, splice) => splice.Apply(before, out _));
        return text;
    }

    private void Add(ref string text, DateTimeOffset at, Func<DateTimeOffset, double> minute, IReadOnlyList<Splice> splices, string? mark)
    {
        foreach (var splice in splices)
        {
            text = splice.Apply(text, out var whole);
            Gaps += whole ? 0 : 1;
        }
        var place = splices is [.., var last] ? last : new(0, 0, "");
        _frames.Add(new(minute(at), Math.Min(place.At, text.Length), place.Text.Length, mark));
        _splices.Add(splices);
        if (_frames.Count % Every == 0)
            _texts.Add(text);
    }

    /// <summary>Nothing when the text is what was handed in.</summary>
    private IReadOnlyList<Splice> Right(string text, string handed)
    {
        if (string.Equals(text, handed, StringComparison.Ordinal))
            return [];
        Gaps++;
        return [new(0, text.Length, handed)];
    }

    private static string PasteWords(JsonElement paste)
    {
        int Count(string name) => paste.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : 0;
        return $"paste of {Grading.Say.Of(Count("lines"), "line", "lines")}{(paste.TryGetProperty("own", out var own) && own.ValueKind == JsonValueKind.True ? ", own earlier text" : "")}";
    }

    /// <summary>The editor counts a line's end as one character.</summary>
    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
