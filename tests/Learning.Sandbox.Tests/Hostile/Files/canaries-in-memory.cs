// tries: Search all memory that can be read, its own (harness and runtime included) and that of the jail's first process, for a secret of the host, the reference or rows of the hidden data. A text of its own is found.
// expect: answers own
// through: once
// limit: 30
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var own = string.Concat("look", "-for-this-", size.ToString());
        var words = new Dictionary<string, (string Word, Func<string, bool> GoesOn)>
        {
            ["own"] = (string.Concat("look", "-for-this-"), rest => rest.StartsWith(size.ToString())),
            ["canary"] = (string.Concat("cana", "ry-"), rest => rest.Length >= 16 && rest[..16].All(Uri.IsHexDigit)),
            ["reference"] = (string.Concat("OrderBy(item", " => item.Id)"), rest => rest.StartsWith(".Select(item => item.Id).Take")),
            ["hidden rows"] = (string.Concat("hidden-rows", "-only"), rest => rest.StartsWith(" ")),
        };
        var found = new SortedSet<string>();
        var bytes = new byte[1 << 20];
        foreach (var process in new[] { "self", "1" })
        {
            FileStream memory; string[] maps;
            try { memory = File.OpenRead($"/proc/{process}/mem"); maps = File.ReadAllLines($"/proc/{process}/maps"); } catch (Exception) { continue; }
            foreach (var parts in maps.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts[1].StartsWith("rw")))
            {
                var range = parts[0].Split('-');
                var (at, to) = (Convert.ToInt64(range[0], 16), Convert.ToInt64(range[1], 16));
                for (; at < to; at += bytes.Length - 256)
                {
                    int read;
                    try { memory.Position = at; read = memory.Read(bytes, 0, (int)Math.Min(bytes.Length, to - at)); } catch (Exception) { break; }
                    if (read <= 0) break;
                    if (bytes.AsSpan(0, read).IndexOfAnyExcept((byte)0) < 0) continue;
                    foreach (var (name, (word, goesOn)) in words)
                    foreach (var encoding in new System.Text.Encoding[] { System.Text.Encoding.UTF8, System.Text.Encoding.Unicode })
                    {
                        var pattern = encoding.GetBytes(word);
                        for (var from = 0; bytes.AsSpan(from, read - from).IndexOf(pattern) is >= 0 and var hit; from += hit + pattern.Length)
                        {
                            var start = from + hit + pattern.Length;
                            if (goesOn(encoding.GetString(bytes, start, Math.Min(80, read - start)))) found.Add(name);
                        }
                    }
                }
            }
            memory.Dispose();
        }
        GC.KeepAlive(own);
        return found;
    }
}
