using System.Text.RegularExpressions;
using Learning.Web.Features.Incidents.Report;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Incidents.Postmortem;

/// <summary>A section as it is read: Markdown without HTML, its marks as links into the session's report; one that cites nothing is struck through.</summary>
internal static partial class PostmortemMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras().Build();

    /// <summary><paramref name="page"/>: Where the marks lead; null: to the session's report, which is its learner's alone.</summary>
    public static MarkupString Html(string markdown, IncidentReportView session, string? page = null) =>
        new(Markdown.ToHtml(Brackets().Replace(markdown, match => string.Join(" ", match.Groups["id"].Captures.Select(id => Link(id.Value, session, page ?? session.Href)))), Pipeline));

    private static string Link(string id, IncidentReportView session, string page) => session.Marks.Find(id) is { } mark
        ? $"[{mark.Id}]({page}?at={Components.Charts.ChartScale.X(mark.At)}#{mark.Id} \"{mark.Title.Replace('"', '\'').ReplaceLineEndings(" ").Replace("\\", "", StringComparison.Ordinal)}\")"
        : $"~~[{id}]~~";

    /// <summary>[Q6] or [Q6, L1]; what is a Markdown link already is left alone.</summary>
    [GeneratedRegex(@"\[(?<id>[A-Z][0-9]{1,5})(?:,\s*(?<id>[A-Z][0-9]{1,5}))*\](?!\()", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Brackets();
}
