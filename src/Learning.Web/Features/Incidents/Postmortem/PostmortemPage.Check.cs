using Learning.Grading;
using Learning.Grading.Incidents.Postmortems;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>What the machine says to the text: evidence that is missing, claims without any.</summary>
public sealed partial class PostmortemPage
{
    private PostmortemFindings findings = new([]);

    /// <summary>Before it is handed in: how much is missing. Nothing has to be complete.</summary>
    private string Unmet => findings.Sections.Count(section => !section.IsComplete) is > 0 and var missing
        ? $"The machine misses something in {Say.Of(missing, "section", "sections")}; it can be handed in all the same." : "Nothing is missing by machine.";

    private void Check() => findings = PostmortemCheck.Check(view!.Session.Record, text);

    private SectionFindings? Of(string section) => findings.Sections.FirstOrDefault(found => found.Section.Id == section);

    private async Task PointAsync((string Section, Claim Claim) at)
    {
        if (editor is not null)
            await editor.InvokeVoidAsync("select", gone.Token, at.Section, at.Claim.Start, at.Claim.Length);
    }
}
