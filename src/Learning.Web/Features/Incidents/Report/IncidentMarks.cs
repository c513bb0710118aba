using Learning.Grading.Incidents.Postmortems;
using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>A mark that can be cited, and what it stands for. <c>Kind</c>: What kind of evidence it is; null for what was done.</summary>
public sealed record IncidentMark(string Id, double At, string Title, EvidenceSort? Kind, IncidentAction? Action);

/// <summary>Everything of a session that can be pointed at: statements (Q6), kept evidence (L1, C1, S1), and actions (A4).</summary>
public sealed class IncidentMarks
{
    private readonly Dictionary<string, IncidentMark> marks = new(StringComparer.OrdinalIgnoreCase);

    public IncidentMarks(IncidentRecord record)
    {
        foreach (var action in record.Actions)
            marks.TryAdd(Id(action), new(Id(action), action.At, action.Text, Sort(action), action));
        foreach (var kept in record.Evidence)
        {
            var action = kept.Action is { } number ? record.Actions.FirstOrDefault(each => each.Number == number) : null;
            marks[kept.Mark] = new(kept.Mark, kept.At, kept.Title, kept.Kind, action);
        }
    }

    public IEnumerable<IncidentMark> All => marks.Values.OrderBy(mark => mark.At);

    public IncidentMark? Find(string id) => marks.GetValueOrDefault(id);

    public static string Id(IncidentAction action) => Citations.MarkOf(action);

    private static EvidenceSort? Sort(IncidentAction action) => action.Statement switch
    {
        null => null,
        { Does: StatementDoes.Explain } => EvidenceSort.Plan,
        _ => EvidenceSort.Query,
    };
}
