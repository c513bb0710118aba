using System.Globalization;

namespace Learning.Hostile.Cases;

/// <summary>The folder of cases beside the program, read strictly: a file that does not say what it tries and expects is an error.</summary>
internal static class CaseFiles
{
    private const double OrdinarySeconds = 10;

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Hostile");

    /// <summary>Names of files, in order: <c>Theme/name.ext</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file))
        .Where(name => Path.GetExtension(name) is ".cs" or ".sql" && !name.StartsWith("Model/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    public static HostileCase Read(string name)
    {
        var source = File.ReadAllText(Path.Combine(Folder, name));
        var sql = name.EndsWith(".sql", StringComparison.Ordinal);
        var head = Head(name, source, sql ? "-- " : "// ");
        var known = new HashSet<string>(["tries", "expect", "docker", "through", "limit", "alone", "beside"], StringComparer.Ordinal);
        var unknown = head.FirstOrDefault(line => !known.Contains(line.Key)).Key;
        if (unknown is not null)
            throw new FormatException($"{name}: a case says nothing of '{unknown}'.");
        return new()
        {
            Theme = Path.GetDirectoryName(name)!,
            Name = Path.GetFileName(name),
            IsSql = sql,
            Tries = One("tries") ?? throw new FormatException($"{name}: it does not say what it tries."),
            Expected = [.. head.Where(line => line.Key == "expect").Select(line => Expectation.Parse(name, line.Value)).DefaultIfEmpty().Select(each => each ?? throw new FormatException($"{name}: it does not say what to expect."))],
            ExpectedOfDocker = [.. head.Where(line => line.Key == "docker").Select(line => Expectation.Parse(name, line.Value))],
            Through = One("through") is { } through ? Enum.Parse<Entrance>(through, ignoreCase: true) : sql ? Entrance.Statements : Entrance.Answer,
            Limit = TimeSpan.FromSeconds(One("limit") is { } limit ? double.Parse(limit.TrimEnd('s', ' '), CultureInfo.InvariantCulture) : OrdinarySeconds),
            Alone = One("alone"),
            WithANewRunner = One("beside") is { } beside && (beside == "a new runner" ? true : throw new FormatException($"{name}: beside what?")),
            Source = source,
        };

        string? One(string key) => head.Where(line => line.Key == key).Select(line => line.Value).SingleOrDefault();
    }

    /// <summary>Comment lines at the top that say "key: value"; the first that does not ends it.</summary>
    private static List<(string Key, string Value)> Head(string name, string source, string comment) =>
        [.. source.Split('\n')
            .TakeWhile(line => line.StartsWith(comment, StringComparison.Ordinal) && !line.StartsWith(comment + "=>", StringComparison.Ordinal) && !line.StartsWith(comment + "as:", StringComparison.Ordinal))
            .Select(line => line[comment.Length..].Split(": ", 2) is [var key, var value] ? (key, value.Trim()) : throw new FormatException($"{name}: '{line}' is no line of a case's head."))];
}
