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

    /// <summary>All words from a heading to the next of its level.</summary>
    public static string Below(MarkdownDocument document, HeadingBlock heading) => string.Join(' ', document.SkipWhile(block => block != heading).Skip(1)
        .TakeWhile(block => block is not HeadingBlock { Level: <= 2 }).SelectMany(block => block is LeafBlock leaf ? [leaf] : block.Descendants().OfType<LeafBlock>())
        .Select(leaf => leaf is CodeBlock code ? code.Lines.ToString() : Of(leaf)));
}
