using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Reviews;

/// <summary>A comment as it is read: Markdown without HTML and without pictures, links to the web and to this site only, [S2–S21] as a mark that opens the evidence.</summary>
internal static partial class ReviewMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseEmphasisExtras().UsePipeTables().Build();

    /// <summary><paramref name="page"/> is where the evidence is shown; <paramref name="resolves"/> says whether a mark stands for something there.</summary>
    public static MarkupString Html(string text, string page, Func<string, bool> resolves) => Html(Marks().Replace(text, match => Link(match.Groups["id"].Value, page, resolves)));

    /// <summary>The same where there is no evidence to cite.</summary>
    public static MarkupString Html(string text)
    {
        var document = Markdown.Parse(text, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage || !IsSafe(link.Url))
                (link.IsImage, link.Url) = (false, "#");
        }
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url)).ToList())
            link.Url = "#";
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return new(writer.ToString());
    }

    private static string Link(string id, string page, Func<string, bool> resolves) => resolves(id) ? $"[{id}]({page}#{id} \"Evidence {id}\")" : $"~~[{id}]~~";

    /// <summary>An address of this site begins with one slash; two would name another host.</summary>
    private static bool IsSafe(string? url) => url is not null && ((url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal))
        || (Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)));

    /// <summary>What is a Markdown link already is left alone.</summary>
    [GeneratedRegex(@"\[(?<id>[A-Z][0-9]{1,5}(?:–[A-Z][0-9]{1,5})?)\](?!\()", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
