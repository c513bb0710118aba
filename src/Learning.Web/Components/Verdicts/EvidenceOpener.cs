namespace Learning.Web.Components.Verdicts;

/// <summary>What a mark does on the page it stands on: its address, and opening the evidence. Cascades from the page. <c>Says</c>: What it shows, in a line.</summary>
public sealed record EvidenceOpener(string Page, string? Selected, Func<string, Task> Open, Func<string, string?>? Says = null)
{
    public string Href(string id) => $"{Page}#{id}";
}
