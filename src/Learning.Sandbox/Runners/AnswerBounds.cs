using System.Text;
using System.Text.Json;

namespace Learning.Sandbox.Runners;

/// <summary>What the rows of an answer may come to when they are compared: in sixteen megabytes there is room for eight million of one digit, which are a gigabyte then.</summary>
internal static class AnswerBounds
{
    /// <summary>Of an answer in either language.</summary>
    public const int MostRows = 100_000;

    /// <summary>Values, names and brackets of them all.</summary>
    private const int MostTokens = 4_000_000;

    /// <summary>What is no JSON passes none: that it is none is found by whoever compares it.</summary>
    public static bool ArePassed(string rows)
    {
        if (rows.Length <= MostRows)
            return false; // a row and its comma are two characters at least
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(rows));
        var (tokens, elements) = (0, 0);
        try
        {
            while (reader.Read())
            {
                tokens++;
                if (reader.CurrentDepth == 1 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                    elements++;
                if (tokens > MostTokens || elements > MostRows)
                    return true;
            }
        }
        catch (JsonException)
        {
            // not for us to say
        }
        return false;
    }
}
