using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Learning.Grading.Incidents;

/// <summary>What a session's seed draws: an edition of the world with its parameters, and one choice of each name. Texts and SQL are filled from it.</summary>
public sealed partial class Drawn
{
    public const string EditionKey = "edition";

    /// <summary>What a session's record has kept.</summary>
    public Drawn(IReadOnlyDictionary<string, string> values) => Values = values;

    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>Index into <see cref="IncidentWorld.Editions"/>.</summary>
    public int Edition => int.Parse(Values[EditionKey], CultureInfo.InvariantCulture);

    /// <summary>Each name is drawn by itself: another name or another choice elsewhere changes nothing about it.</summary>
    public static Drawn Of(Incident incident, long seed)
    {
        var edition = Index(incident.Slug, seed, EditionKey, incident.World.Editions.Count);
        return new(Resolved(
            incident.World.Editions[edition],
            incident.Names.Select(name => KeyValuePair.Create(name.Key, name.Value[Index(incident.Slug, seed, name.Key, name.Value.Count)])),
            edition));
    }

    /// <summary>The template's own: an edition's parameters and nothing that differs between sessions.</summary>
    public static Drawn OfEdition(Incident incident, int edition) => new(Resolved(incident.World.Editions[edition], [], edition));

    /// <summary>{{name}} becomes what was drawn; what nobody drew stays as it is written.</summary>
    public string Fill(string text) => Fill(text, Values);

    /// <summary>Whether name=value was drawn; null is always true.</summary>
    public bool Has(string? when)
    {
        if (when is null)
            return true;
        var (name, value) = Condition(when);
        return Values.TryGetValue(name, out var drawn) && string.Equals(drawn, value, StringComparison.Ordinal);
    }

    internal static (string Name, string Value) Condition(string when)
    {
        var at = when.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (when.Trim(), "") : (when[..at].Trim(), when[(at + 1)..].Trim());
    }

    /// <summary>Names that a text asks for.</summary>
    internal static IEnumerable<string> Wanted(string text) => Placeholder().Matches(text).Select(match => match.Groups["name"].Value);

    private static Dictionary<string, string> Resolved(IReadOnlyDictionary<string, string> edition, IEnumerable<KeyValuePair<string, string>> names, int index)
    {
        var values = new Dictionary<string, string>(edition, StringComparer.Ordinal) { [EditionKey] = index.ToString(CultureInfo.InvariantCulture) };
        foreach (var (name, value) in names)
            values[name] = value;
        // A name may be made of others, such as an index's of its column's.
        foreach (var name in values.Keys.ToList())
            values[name] = Fill(Fill(values[name], values), values);
        return values;
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(text, match => values.TryGetValue(match.Groups["name"].Value, out var value) ? value : match.Value);

    private static int Index(string slug, long seed, string name, int count)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{slug}/{seed}/{name}")));
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(hash) % (uint)count);
    }

    [GeneratedRegex(@"\{\{(?<name>[A-Za-z0-9_-]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
