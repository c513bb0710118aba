// tries: Read all text in the harness's static fields, types and resources: expected answers, the reference, passwords, paths of the host. The warm-up program is there, and public.
// expect: answers warm-up
using System.Reflection;

public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var runner = Assembly.Load("Learning.Runner");
        var texts = new List<string>();
        foreach (var name in runner.GetManifestResourceNames()) { using var reader = new StreamReader(runner.GetManifestResourceStream(name)!); texts.Add(reader.ReadToEnd()); }
        foreach (var type in runner.GetTypes())
        foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        {
            try { texts.Add(field.GetValue(null)?.ToString() ?? ""); } catch (Exception) { }
        }
        texts.AddRange(Environment.GetCommandLineArgs());
        texts.AddRange(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(pair => $"{pair.Key}={pair.Value}"));
        return new[] { ("warm-up", "class Shelf"), ("reference", "OrderBy(item =>"), ("password", "Password="), ("work directory", "{{work}}"), ("canary", "canary-") }
            .Where(look => texts.Any(text => text.Contains(look.Item2))).Select(look => look.Item1);
    }
}
