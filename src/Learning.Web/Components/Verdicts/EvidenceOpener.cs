namespace Learning.Web.Components.Verdicts;

/// <summary>What a mark does on the page it stands on: its address, and opening the evidence. Cascades from the page.</summary>
public sealed record EvidenceOpener(string Page, string? Selected, Func<string, Task> Open)
{
    public string Href(string id) => $"{Page}#{id}";
}
