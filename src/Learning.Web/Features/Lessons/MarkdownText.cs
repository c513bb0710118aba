using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Learning.Web.Features.Lessons;

/// <summary>A heading's words without its markup.</summary>
internal static class MarkdownText
{
    public static string Of(LeafBlock block) => string.Concat((block.Inline?.Descendants() ?? []).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }));
}
