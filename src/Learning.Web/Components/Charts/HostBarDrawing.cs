using System.Globalization;

namespace Learning.Web.Components.Charts;

/// <summary>One bar for all processors: shares side by side, words under each that has room. Pixels.</summary>
internal sealed class HostBarDrawing
{
    public const double Width = 380, Gap = 1;
    private const double Letter = 6.4;

    /// <summary><c>Label</c>: Empty when it has no room; the table has it.</summary>
    public sealed record Part(string Name, string Tone, double Share, double X, double Wide, string Label, double LabelX, string Anchor);

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>Shares, 0–100, of all processors.</summary>
    public HostBarDrawing(double user, double system, double ioWait, double idle)
    {
        (string Name, string Tone, double Share)[] shares = [("user", "u", user), ("system", "s", system), ("I/O wait", "w", ioWait), ("idle", "i", idle)];
        var sum = Math.Max(shares.Sum(share => Math.Max(share.Share, 0)), 1e-9);
        List<Part> parts = [];
        var x = 0.0;
        foreach (var (name, tone, share) in shares)
        {
            var wide = Width * Math.Max(share, 0) / sum;
            parts.Add(new(name, tone, share, x, Math.Max(0, wide - Gap), "", x, "start"));
            x += wide;
        }
        Parts = Labelled(parts);
    }

    /// <summary>From the left, each after the one before; the last stands at the right end, unless there is nothing of it, and what would run into it is left out.</summary>
    private static List<Part> Labelled(List<Part> parts)
    {
        var last = parts[^1].Share < 0.5 ? "" : Text(parts[^1]);
        var (from, to) = (0.0, last.Length == 0 ? Width : Width - last.Length * Letter - 10);
        for (var i = 0; i < parts.Count - 1; i++)
        {
            var text = Text(parts[i]);
            // Under its beginning, or as far left of it as the end asks for.
            var at = Math.Max(from, Math.Min(parts[i].X, to - text.Length * Letter));
            if (at + text.Length * Letter > to || parts[i].Share < 0.5)
                continue;
            parts[i] = parts[i] with { Label = text, LabelX = at };
            from = at + text.Length * Letter + 10;
        }
        parts[^1] = parts[^1] with { Label = last, LabelX = Width, Anchor = "end" };
        return parts;
    }

    private static string Text(Part part) => string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Share:0} %");
}
