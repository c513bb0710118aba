using System.Globalization;

namespace Learning.Web.Features.Assessments;

/// <summary>How a candidate's time factor is written: 1.5, or 1,5.</summary>
internal static class TimeFactors
{
    public const string OutOfRange = "The time factor is a number from 1 to 4, such as 1.5.";

    public static bool TryRead(string text, out decimal factor) =>
        decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out factor) && factor is >= 1 and <= 4;

    public static string Say(decimal factor) => factor.ToString("0.##", CultureInfo.InvariantCulture);
}
