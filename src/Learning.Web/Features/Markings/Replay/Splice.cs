using System.Text.Json;

namespace Learning.Web.Features.Markings.Replay;

/// <summary>A change of a text: so many characters gone at a place, and others put there.</summary>
internal sealed record Splice(int At, int Removed, string Text)
{
    /// <summary>One, or a list of them; none of what is only a note.</summary>
    public static IReadOnlyList<Splice> Read(JsonElement json) => json.ValueKind == JsonValueKind.Object && !json.TryGetProperty("at", out _) ? [] : json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(One)] : [One(json)];

    /// <summary><paramref name="whole"/>: false when it reaches beyond the text, so that something before it is missing.</summary>
    public string Apply(string text, out bool whole)
    {
        var at = Math.Clamp(At, 0, text.Length);
        var removed = Math.Clamp(Removed, 0, text.Length - at);
        whole = at == At && (removed == Removed || (at == 0 && Removed == int.MaxValue)); // that stands for all there is
        return string.Concat(text.AsSpan(0, at), Text, text.AsSpan(at + removed));
    }

    private static Splice One(JsonElement json) => new(json.GetProperty("at").GetInt32(), json.GetProperty("removed").GetInt32(), (json.GetProperty("text").GetString() ?? "").ReplaceLineEndings("\n"));
}
