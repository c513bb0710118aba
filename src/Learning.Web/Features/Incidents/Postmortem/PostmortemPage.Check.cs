using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>What the machine says to the text: required evidence that is missing, claims without any.</summary>
public sealed partial class PostmortemPage
{
    private static IReadOnlyList<PostmortemSection> Sections => PostmortemSection.Template;

    private string Unmet => text.Count == 0 ? "Nothing is written yet." : "";

    private void Check() => confirming = false;

    private RenderFragment? Said(string section) => ReadOnly || section.Length > 0 ? null : builder => builder.AddContent(0, section);
}
