// tries: Read the environment, its own and that of every process that can be seen; its own has the runtime's settings in it.
// expect: answers own has settings
// expect: never says LATENCY_LAB_CANARY
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var found = new List<string>();
        if (Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.StartsWith("DOTNET_"))) found.Add("own has settings");
        // Whose jail it is, bubblewrap's process has to say, so that what a killed supervisor left can be told from others': a process number and no more.
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            string text;
            try { text = File.ReadAllText(process + "/environ"); } catch (Exception) { continue; }
            found.AddRange(text.Split('\0').Where(line => (line.StartsWith("LATENCY_LAB_") && !line.StartsWith("LATENCY_LAB_JAIL_OF=")) || line.StartsWith("PATH=/usr/local") || line.StartsWith("Sandbox__") || line.StartsWith("ConnectionStrings")));
        }
        found.AddRange(Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("LATENCY") || name.Contains("Sandbox")));
        return found;
    }
}
