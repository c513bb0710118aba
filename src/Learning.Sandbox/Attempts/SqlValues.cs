using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Learning.Grading;
using Learning.Grading.Exercises;
using Npgsql;
using NpgsqlTypes;

namespace Learning.Sandbox.Attempts;

/// <summary>Arguments in, rows out: between the exercise's text form and PostgreSQL's types.</summary>
internal static class SqlValues
{
    /// <summary>No single value may be more than one of so many shares of all bytes: as JSON it is several times its length.</summary>
    private const int Shares = 4;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static NpgsqlParameter Parameter(Argument argument, string value) => argument.Type switch
    {
        "int" => new() { NpgsqlDbType = NpgsqlDbType.Integer, Value = int.Parse(value, CultureInfo.InvariantCulture) },
        "long" => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = long.Parse(value, CultureInfo.InvariantCulture) },
        "decimal" => new() { NpgsqlDbType = NpgsqlDbType.Numeric, Value = decimal.Parse(value, CultureInfo.InvariantCulture) },
        "timestamp" => new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = DateTime.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) },
        _ => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value },
    };

    /// <summary>
    /// All rows as a JSON array of objects; or, in words, the limit that they passed: so many rows, or so many bytes of that JSON. A
    /// reader with sequential access knows a value's length before it has the value; any other has the row by then, and whoever sent it must have bounded that.
    /// </summary>
    /// <exception cref="InvalidCastException">A value that PostgreSQL holds and .NET does not.</exception>
    public static async Task<(string? Rows, string? Passed)> ReadAsync(NpgsqlDataReader reader, int mostRows, int mostBytes, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartArray();
            for (var count = 0; await reader.ReadAsync(cancellationToken); count++)
            {
                if (count == mostRows)
                    return (null, Say.Rows(mostRows));
                json.WriteStartObject();
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    json.WritePropertyName(reader.GetName(i));
                    var there = !reader.IsDBNull(i);
                    // Without a buffer it only says how long the value is, whatever its type.
                    if (there && reader.GetBytes(i, 0, null, 0, 0) > mostBytes / Shares)
                        return (null, Say.Bytes(mostBytes));
                    Write(json, there ? Value(reader, i) : null);
                    if (json.BytesCommitted + json.BytesPending > mostBytes)
                        return (null, Say.Bytes(mostBytes));
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return (System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length), null);
    }

    private static object Value(NpgsqlDataReader reader, int column)
    {
        try
        {
            return reader.GetValue(column);
        }
        catch (Exception error) when (error is OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            // Each is thrown for some number of too many digits, or a day of the year 10000.
            throw new InvalidCastException(error.Message, error);
        }
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case short or int or long: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case decimal number: json.WriteNumberValue(number); break;
            case float or double: json.WriteStringValue(((IFormattable)value).ToString("R", CultureInfo.InvariantCulture)); break;
            case DateTime time: json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture)); break;
            case Array array:
                json.WriteStartArray();
                foreach (var item in array)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case IFormattable formattable: json.WriteStringValue(formattable.ToString(null, CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
