using System.Security.Cryptography;

namespace Learning.Web.Features.Assessments;

/// <summary>What markers call a candidate: four characters that nobody mistakes for each other when reading aloud.</summary>
internal static class CandidateCodes
{
    private const string Characters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>One that is not in <paramref name="taken"/>, and is from now on. 923,521 there are; an organisation that has used four in five of them gets longer ones.</summary>
    public static string Draw(ISet<string> taken)
    {
        var length = taken.Count < 700_000 ? 4 : 6;
        string code;
        do
            code = RandomNumberGenerator.GetString(Characters, length);
        while (!taken.Add(code));
        return code;
    }
}
