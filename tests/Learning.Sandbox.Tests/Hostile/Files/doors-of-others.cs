// tries: Find other submissions' doors, work directories or clusters. Its own door is there, alone; a folder of that name has nothing in it.
// expect: answers 1
// expect: never says .s.PGSQL.5432.lock
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var doors = Directory.GetFileSystemEntries("/door").Length;
        foreach (var place in new[] { "{{work}}/doors", "{{work}}/c", "{{work}}/t", "/data", "/sock", "/pg", "/door/../doors", "/proc/1/root/door/.." })
        {
            if (!place.EndsWith("..") && Directory.Exists(place) && Directory.GetFileSystemEntries(place).Length > 0) doors += 100;
            if (place.EndsWith("..") && Directory.GetFileSystemEntries(place).Any(entry => entry.Contains("ho-") || entry.EndsWith("/c") || entry.EndsWith("/t"))) doors += 100;
        }
        return doors;
    }
}
