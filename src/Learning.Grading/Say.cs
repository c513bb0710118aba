using System.Globalization;

namespace Learning.Grading;

/// <summary>Numbers as the product says them: thousands with commas, 1 MB = 1,048,576 bytes, three significant digits.</summary>
public static class Say
{
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Rows(double value) => Of(value, "row", "rows");

    public static string Of(double value, string one, string many) => $"{Count(value)} {(Math.Abs(value - 1) < 0.5 ? one : many)}";

    public static string Times(double ratio) => ratio switch
    {
        >= 100 => $"{Count(ratio)}×",
        >= 10 => ratio.ToString("0.#", CultureInfo.InvariantCulture) + "×",
        _ => ratio.ToString("0.0#", CultureInfo.InvariantCulture) + "×",
    };

    /// <summary>A share of 1: 0 %, 0.4 %, 12 %.</summary>
    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.01 ? "0.0#" : "0.#", CultureInfo.InvariantCulture) + " %";

    public static string Ms(double milliseconds) => milliseconds switch
    {
        >= 1000 => (milliseconds / 1000).ToString("0.0#", CultureInfo.InvariantCulture) + " s",
        >= 100 => milliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms",
        >= 10 => milliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms",
        _ => milliseconds.ToString("0.00", CultureInfo.InvariantCulture) + " ms",
    };

    public static string Bytes(double bytes) => bytes switch
    {
        >= 10 * 1048576 => (bytes / 1048576).ToString("0", CultureInfo.InvariantCulture) + " MB",
        >= 1048576 => (bytes / 1048576).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
        >= 10 * 1024 => (bytes / 1024).ToString("0", CultureInfo.InvariantCulture) + " kB",
        >= 1024 => (bytes / 1024).ToString("0.0", CultureInfo.InvariantCulture) + " kB",
        _ => bytes.ToString("0", CultureInfo.InvariantCulture) + " B",
    };
}
