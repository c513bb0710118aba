namespace Learning.Web.Components.Charts;

/// <summary>Labels that would touch move apart, around the middle of those that meet; the data stays where it is.</summary>
internal static class LabelPlaces
{
    public static double[] Apart(double[] wanted, double height, double top, double bottom)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Length).OrderBy(index => wanted[index])];
        // Each block: which labels it holds, and where its first one stands.
        List<(List<int> Labels, double First)> blocks = [];
        foreach (var index in order)
        {
            blocks.Add(([index], Math.Clamp(wanted[index], top, bottom)));
            while (blocks.Count > 1 && blocks[^2].First + blocks[^2].Labels.Count * height > blocks[^1].First + 1e-6)
            {
                List<int> labels = [.. blocks[^2].Labels, .. blocks[^1].Labels];
                blocks.RemoveRange(blocks.Count - 2, 2);
                var first = labels.Select((label, place) => wanted[label] - place * height).Average();
                blocks.Add((labels, Math.Clamp(first, top, Math.Max(top, bottom - (labels.Count - 1) * height))));
            }
        }
        var placed = new double[wanted.Length];
        foreach (var (labels, first) in blocks)
        {
            for (var i = 0; i < labels.Count; i++)
                placed[labels[i]] = first + i * height;
        }
        return placed;
    }
}
