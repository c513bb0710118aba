using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Learning.Web.Features.Markings.Signals;

/// <summary>
/// C# as the compiler's own lexer splits it, also where it does not compile. Names count as chosen, except a method that is called on something
/// and is not declared here: <c>.Where(</c> and <c>.Include(</c> are the library's words.
/// </summary>
internal static class CSharpTokens
{
    public static IReadOnlyList<CodeToken> Of(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var own = root.DescendantNodes().OfType<MethodDeclarationSyntax>().Select(method => method.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        return [.. root.DescendantTokens().Where(token => token.Span.Length > 0).Select(token => Of(token, own))];
    }

    private static CodeToken Of(SyntaxToken token, HashSet<string> own) => token.Kind() switch
    {
        SyntaxKind.IdentifierToken => new(token.ValueText, token.SpanStart, token.Span.Length, IsChosen(token, own)),
        SyntaxKind.NumericLiteralToken => new("0", token.SpanStart, token.Span.Length, false),
        SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.CharacterLiteralToken => new("\"\"", token.SpanStart, token.Span.Length, false),
        _ => new(token.Text, token.SpanStart, token.Span.Length, false),
    };

    private static bool IsChosen(SyntaxToken token, HashSet<string> own) =>
        token.ValueText != "var" && !(token.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access } name && access.Name == name && !own.Contains(token.ValueText));
}
