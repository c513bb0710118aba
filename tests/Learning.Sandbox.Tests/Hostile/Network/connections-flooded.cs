// tries: Open two hundred connections and keep them: the door lets twenty in, and says so to the others.
// expect: answers 20, 180
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var (inside, refused) = (0, 0);
        var open = new List<Wire>();
        for (var i = 0; i < 200; i++)
        {
            try { open.Add(new Wire(db)); inside++; }
            catch (Exception) { refused++; }
        }
        foreach (var wire in open) wire.Dispose();
        return new[] { inside, refused };
    }
}
