using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Learning.Grading.Exercises;
using Npgsql;
using NpgsqlTypes;

namespace Learning.Sandbox.Attempts;

/// <summary>Arguments in, rows out: between the exercise's text form and PostgreSQL's types.</summary>
internal static class SqlValues
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static NpgsqlParameter Parameter(Argument argument, string value) => argument.Type switch
    {
        "int" => new() { NpgsqlDbType = NpgsqlDbType.Integer, Value = int.Parse(value, CultureInfo.InvariantCulture) },
        "long" => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = long.Parse(value, CultureInfo.InvariantCulture) },
        "decimal" => new() { NpgsqlDbType = NpgsqlDbType.Numeric, Value = decimal.Parse(value, CultureInfo.InvariantCulture) },
        "timestamp" => new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = DateTime.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) },
        _ => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value },
    };

    /// <summary>All rows as a JSON array of objects; null when there are more than <paramref name="most"/>.</summary>
    public static async Task<string?> ReadAsync(NpgsqlDataReader reader, int most, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartArray();
            for (var count = 0; await reader.ReadAsync(cancellationToken); count++)
            {
                if (count == most)
                    return null;
                json.WriteStartObject();
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    json.WritePropertyName(reader.GetName(i));
                    Write(json, reader.IsDBNull(i) ? null : reader.GetValue(i));
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
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
