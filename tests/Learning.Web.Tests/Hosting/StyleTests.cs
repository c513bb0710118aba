using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Learning.Web.Tests.Hosting;

public sealed partial class StyleTests
{
    private static readonly string Web = Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/Learning.Web");
    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = Token().Matches(File.ReadAllText(Path.Combine(Web, "wwwroot/css/tokens.css")))
        .ToDictionary(match => match.Groups["name"].Value, match => (match.Groups["light"].Value, match.Groups["dark"].Value), StringComparer.Ordinal);

    public static TheoryData<string, string, double> Pairs()
    {
        var data = new TheoryData<string, string, double>();
        foreach (var paper in (string[])["surface", "bg", "sunken"])
        {
            foreach (var ink in (string[])["text", "text-2", "text-3", "accent", "pass", "over", "wrong", "unsure", "infra", "c2", "c3", "c4"])
                data.Add(ink, paper, 4.5);
            data.Add("edge", paper, 3.0);
        }

        foreach (var tone in (string[])["pass", "over", "wrong", "unsure", "infra", "accent"])
            data.Add(tone, tone + "-soft", 4.5);
        data.Add("on-accent", "accent", 4.5);
        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Token_OnItsGround_HasEnoughContrast(string ink, string ground, double atLeast)
    {
        Assert.True(Contrast(Tokens[ink].Light, Tokens[ground].Light) >= atLeast, $"light: {Contrast(Tokens[ink].Light, Tokens[ground].Light):0.00}");
        Assert.True(Contrast(Tokens[ink].Dark, Tokens[ground].Dark) >= atLeast, $"dark: {Contrast(Tokens[ink].Dark, Tokens[ground].Dark):0.00}");
    }

    [Fact]
    public void Styles_OutsideTheTokens_NameNoColour()
    {
        var guilty = Directory.EnumerateFiles(Web, "*.css", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "tokens.css" && Hex().IsMatch(File.ReadAllText(file)));
        Assert.Empty(guilty);
    }

    /// <summary>WCAG 2: (L1 + 0.05) / (L2 + 0.05).</summary>
    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex) => 0.2126 * Channel(hex, 1) + 0.7152 * Channel(hex, 3) + 0.0722 * Channel(hex, 5);

    private static double Channel(string hex, int at)
    {
        var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"--ll-(?<name>[a-z0-9-]+):light-dark\((?<light>#[0-9A-F]{6}),(?<dark>#[0-9A-F]{6})\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex("#[0-9A-Fa-f]{3,8}(?![A-Za-z0-9_-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hex();
}
