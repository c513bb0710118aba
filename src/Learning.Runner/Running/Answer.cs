using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Learning.Runner.Running;

/// <summary>Makes rows of whatever a method returned: tasks are awaited, sequences read to their end, a single value is one row.</summary>
internal static class Answer
{
    // The supervisor refuses larger ones too; here it is told apart from running out of memory.
    private const long MostBytes = 16 << 20;

    public static async Task<string> ToRowsAsync(object? returned)
    {
        var value = await ValueOfAsync(returned);
        using var stream = new MemoryStream();
        await using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartArray();
        if (value is IEnumerable sequence and not (string or byte[] or IDictionary))
        {
            foreach (var row in sequence)
            {
                WriteRow(writer, row);
                if (writer.BytesCommitted + writer.BytesPending > MostBytes)
                {
                    throw new AnswerTooLargeException();
                }
            }
        }
        else
        {
            WriteRow(writer, value);
        }
        writer.WriteEndArray();
        await writer.FlushAsync();
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteRow(Utf8JsonWriter writer, object? row)
    {
        var element = JsonSerializer.SerializeToElement(row, row?.GetType() ?? typeof(object));
        if (element.ValueKind == JsonValueKind.Object)
        {
            element.WriteTo(writer);
            return;
        }
        writer.WriteStartObject();
        writer.WritePropertyName("value");
        element.WriteTo(writer);
        writer.WriteEndObject();
    }

    /// <summary>Awaited, and asynchronous sequences collected.</summary>
    public static async Task<object?> ValueOfAsync(object? returned)
    {
        if (returned is null)
        {
            return null;
        }
        var type = returned.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            returned = type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null);
        }
        if (returned is ValueTask plain)
        {
            await plain;
            return null;
        }
        if (returned is Task task)
        {
            await task;
            return await ValueOfAsync(ResultOf(task));
        }
        var asynchronous = type.GetInterfaces().FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        if (asynchronous is not null && returned is not IEnumerable)
        {
            var collect = typeof(Answer).GetMethod(nameof(CollectAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
            return await (Task<object?>)collect.MakeGenericMethod(asynchronous.GetGenericArguments()).Invoke(null, [returned])!;
        }
        return returned;
    }

    private static object? ResultOf(Task task)
    {
        // An async method without a result is a Task<VoidTaskResult> inside.
        var result = task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task);
        return result?.GetType() is { Name: "VoidTaskResult" } ? null : result;
    }

    private static async Task<object?> CollectAsync<T>(IAsyncEnumerable<T> rows)
    {
        var all = new List<T>();
        await foreach (var row in rows)
        {
            all.Add(row);
        }
        return all;
    }
}

/// <summary>Known to the supervisor by its name.</summary>
internal sealed class AnswerTooLargeException() : Exception("The answer is larger than 16 MB.");
