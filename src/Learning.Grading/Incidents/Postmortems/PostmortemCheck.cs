using System.Text.RegularExpressions;
using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents.Postmortems;

/// <summary>What a machine can say about a postmortem. Whether it is true and clear is for people.</summary>
/// <param name="Sections">One for each of the template's, in its order.</param>
public sealed record PostmortemFindings(IReadOnlyList<SectionFindings> Sections)
{
    public bool IsComplete => Sections.All(section => section.IsComplete);
}

/// <summary>One section. <c>Missing</c>: Nothing was written. <c>WithoutEvidence</c>: What it claims and does not show. <c>Unresolved</c>: Marks that stand for nothing in this session. <c>Lacks</c>: Sentences about evidence or items that are not there. <c>Blame</c>: Words that read as if somebody were to blame.</summary>
public sealed record SectionFindings(
    PostmortemSection Section, bool Missing, IReadOnlyList<Claim> WithoutEvidence, IReadOnlyList<string> Unresolved, IReadOnlyList<string> Lacks, IReadOnlyList<string> Blame)
{
    public bool IsComplete => !Missing && WithoutEvidence.Count == 0 && Unresolved.Count == 0 && Lacks.Count == 0;
}

/// <summary>Checks a postmortem against its template and against the session that it is about.</summary>
public static partial class PostmortemCheck
{
    /// <summary><paramref name="sections"/>: Section id → Markdown.</summary>
    public static PostmortemFindings Check(IncidentRecord record, IReadOnlyDictionary<string, string> sections) =>
        new([.. PostmortemSections.All.Select(section => Check(record, section, sections.GetValueOrDefault(section.Id, "")))]);

    private static SectionFindings Check(IncidentRecord record, PostmortemSection section, string text)
    {
        if (Claims.Words(text) == 0)
            return new(section, Missing: true, [], [], [], []);
        var marks = Citations.In(text).Select(mark => mark.Mark).Distinct(StringComparer.Ordinal).Select(mark => (Mark: mark, Cited: Citations.Resolve(record, mark))).ToList();
        return new(
            section,
            Missing: false,
            section.Cites ? [.. Claims.WithoutEvidence(text)] : [],
            [.. marks.Where(mark => mark.Cited is null).Select(mark => mark.Mark)],
            [.. Lacks(section, text, [.. marks.SelectMany(mark => mark.Cited?.Sorts ?? [])])],
            [.. Blaming().Matches(text).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private static IEnumerable<string> Lacks(PostmortemSection section, string text, HashSet<EvidenceSort> cited)
    {
        foreach (var need in section.Needs.Where(need => !need.AnyOf.Any(cited.Contains)))
            yield return $"Evidence of {need.Why} ({string.Join(" or ", need.AnyOf.Select(Word))}).";
        var items = Claims.Items(text).ToList();
        if (items.Count < section.Items)
            yield return $"A list of at least {section.Items} items; there {(items.Count == 1 ? "is 1" : $"are {items.Count}")}.";
        if (section.Id == PostmortemSections.CorrectiveActions)
        {
            foreach (var item in items.Where(item => !Owner().IsMatch(item.Text)))
                yield return $"An owner and a date for \"{Short(item.Text)}\".";
        }
    }

    private static string Word(EvidenceSort sort) => sort switch
    {
        EvidenceSort.Query => "a query",
        EvidenceSort.Plan => "a plan",
        EvidenceSort.Locks => "a look at sessions and locks",
        EvidenceSort.Chart => "a moment of the charts",
        EvidenceSort.Statements => "the top statements",
        _ => "statistics",
    };

    private static string Short(string text) => text.Length <= 60 ? text : text[..59].TrimEnd() + "…";

    [GeneratedRegex(@"\bowner:.*\b(?:by|due)\b:?\s*\S", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Owner();

    [GeneratedRegex(@"\b(?:careless(?:ly|ness)?|negligen(?:t|ce)|human error|should have known|stupid(?:ly)?|incompetent|to blame|(?:his|her|their|whose) (?:own )?fault)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blaming();
}
