using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Learning.Sandbox.Wire;

/// <summary>
/// A bound value as PostgreSQL would print it, for the usual types in both formats; else hex. Never throws: the value is the
/// client's, and what it makes of it is for the server to refuse.
/// </summary>
internal static class ParameterText
{
    public const int MaxCharacters = 200;

    public static string Of(int type, short format, ReadOnlySpan<byte> value, ref bool cut)
    {
        var text = format == 0 && type != 17 ? Encoding.UTF8.GetString(value[..Math.Min(value.Length, MaxCharacters * 4)]) : Binary(type, value, depth: 0) ?? Hex(value);
        cut |= text.Length > MaxCharacters || (format == 0 && value.Length > MaxCharacters * 4);
        return text.Length <= MaxCharacters ? text : string.Concat(text.AsSpan(0, MaxCharacters - 1), "…");
    }

    private static string? Binary(int type, ReadOnlySpan<byte> value, int depth) => (type, value.Length) switch
    {
        (16, 1) => value[0] == 0 ? "f" : "t",
        (21, 2) => Text(BinaryPrimitives.ReadInt16BigEndian(value)),
        (23 or 26, 4) => Text(BinaryPrimitives.ReadInt32BigEndian(value)),
        (20, 8) => Text(BinaryPrimitives.ReadInt64BigEndian(value)),
        (700, 4) => BinaryPrimitives.ReadSingleBigEndian(value).ToString("R", CultureInfo.InvariantCulture),
        (701, 8) => BinaryPrimitives.ReadDoubleBigEndian(value).ToString("R", CultureInfo.InvariantCulture),
        (1700, >= 8) => Numeric(value),
        (2950, 16) => new Guid(value, bigEndian: true).ToString(),
        (1082, 4) => Date(BinaryPrimitives.ReadInt32BigEndian(value)),
        (1114, 8) => Timestamp(BinaryPrimitives.ReadInt64BigEndian(value), zone: ""),
        (1184, 8) => Timestamp(BinaryPrimitives.ReadInt64BigEndian(value), zone: "+00"),
        (18 or 19 or 25 or 114 or 705 or 1042 or 1043, _) => Encoding.UTF8.GetString(value[..Math.Min(value.Length, MaxCharacters * 4)]),
        (3802, > 0) => Encoding.UTF8.GetString(value[1..Math.Min(value.Length, MaxCharacters * 4)]),
        (1000 or 1005 or 1007 or 1016 or 1021 or 1022 or 1231 or 1009 or 1015 or 2951 or 1182 or 1115 or 1185, >= 12) when depth == 0 => Array(value),
        _ => null,
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hex(ReadOnlySpan<byte> value) => "\\x" + Convert.ToHexStringLower(value[..Math.Min(value.Length, MaxCharacters)]);

    private static string? Date(int days)
    {
        if (days is int.MaxValue or int.MinValue)
            return days > 0 ? "infinity" : "-infinity";
        var day = new DateOnly(2000, 1, 1).DayNumber + (long)days;
        return day < 0 || day > DateOnly.MaxValue.DayNumber ? null
            : DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string? Timestamp(long microseconds, string zone)
    {
        if (microseconds is long.MaxValue or long.MinValue)
            return microseconds > 0 ? "infinity" : "-infinity";
        var epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        if (microseconds > (DateTime.MaxValue - epoch).Ticks / 10 || microseconds < (DateTime.MinValue - epoch).Ticks / 10)
            return null;
        return epoch.AddTicks(microseconds * 10).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + zone;
    }

    /// <summary>Groups of four decimal digits, the first of them worth 10000^weight.</summary>
    private static string? Numeric(ReadOnlySpan<byte> value)
    {
        var (groups, weight, sign, scale) = (BinaryPrimitives.ReadInt16BigEndian(value), BinaryPrimitives.ReadInt16BigEndian(value[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(value[4..]), BinaryPrimitives.ReadInt16BigEndian(value[6..]));
        if (sign is 0xC000 or 0xD000 or 0xF000)
            return sign == 0xC000 ? "NaN" : sign == 0xD000 ? "Infinity" : "-Infinity";
        if (groups < 0 || scale < 0 || value.Length != 8 + (2 * groups) || Math.Abs((int)weight) > MaxCharacters || scale > MaxCharacters * 4)
            return null;
        var text = new StringBuilder(sign == 0x4000 ? "-" : "");
        for (var i = 0; i <= weight; i++)
            text.Append(CultureInfo.InvariantCulture, $"{Group(value, groups, i):0000}");
        var whole = text.ToString().TrimStart('-').TrimStart('0');
        text.Clear().Append(sign == 0x4000 ? "-" : "").Append(whole.Length == 0 ? "0" : whole);
        if (scale == 0)
            return text.ToString();
        var fraction = new StringBuilder();
        for (var i = weight + 1; fraction.Length < scale; i++)
            fraction.Append(CultureInfo.InvariantCulture, $"{Group(value, groups, i):0000}");
        return text.Append('.').Append(fraction.ToString().AsSpan(0, scale)).ToString();
    }

    private static int Group(ReadOnlySpan<byte> value, int groups, int index) =>
        index >= 0 && index < groups ? BinaryPrimitives.ReadUInt16BigEndian(value[(8 + (2 * index))..]) : 0;

    /// <summary>Of one dimension; the others as hex.</summary>
    private static string? Array(ReadOnlySpan<byte> value)
    {
        var (dimensions, type) = (BinaryPrimitives.ReadInt32BigEndian(value), BinaryPrimitives.ReadInt32BigEndian(value[8..]));
        if (dimensions == 0)
            return "{}";
        if (dimensions != 1 || value.Length < 20)
            return null;
        var count = BinaryPrimitives.ReadInt32BigEndian(value[12..]);
        var rest = value[20..];
        var text = new StringBuilder("{");
        for (var i = 0; i < count; i++)
        {
            if (text.Length > MaxCharacters)
                return text.ToString();
            if (rest.Length < 4)
                return null;
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            rest = rest[4..];
            if (length < -1 || length > rest.Length)
                return null;
            text.Append(i == 0 ? "" : ",");
            if (length == -1)
            {
                text.Append("NULL");
                continue;
            }
            if (Binary(type, rest[..length], depth: 1) is not { } element)
                return null;
            text.Append(type is 25 or 1043 or 1042 or 1114 or 1184 ? $"\"{element.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : element);
            rest = rest[length..];
        }
        return text.Append('}').ToString();
    }
}
