// tries: Read the host's canaries by the very paths that they have; the door's directory shows that looking works.
// expect: answers control
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Attack.Works(
            ("control", () => Directory.EnumerateFileSystemEntries("/door").Any()),
            ("work", () => File.ReadAllText("{{canary-work}}")), ("tmp", () => File.ReadAllText("{{canary-tmp}}")),
            ("home", () => File.ReadAllText("{{canary-home}}")), ("settings", () => File.ReadAllText("{{canary-settings}}")),
            ("work directory", () => Directory.EnumerateFileSystemEntries("{{work}}").Any()));
    }
}
