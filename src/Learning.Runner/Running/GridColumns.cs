using System.Collections;
using System.Reflection;

namespace Learning.Runner.Running;

/// <summary>A column and how a row's value is read for it; null where the row has none.</summary>
internal sealed record GridColumn(string Name, Func<object?, object?> Read, bool IsNested = false);

/// <summary>The columns of a type: its scalar members, and those of what it refers to, one step deep.</summary>
internal static class GridColumns
{
    private const int Most = 60;

    public static IReadOnlyList<GridColumn> Of(Type? type)
    {
        if (type is null || IsScalar(type))
        {
            return [new GridColumn("value", static row => row)];
        }
        List<GridColumn> columns = [];
        foreach (var (name, holder, read) in MembersOf(type))
        {
            if (IsScalar(holder) || IsScalarSequence(holder))
            {
                columns.Add(new GridColumn(name, read));
            }
            else if (!typeof(IEnumerable).IsAssignableFrom(holder))
            {
                columns.AddRange(MembersOf(holder).Where(inner => IsScalar(inner.Type))
                    .Select(inner => new GridColumn($"{name}.{inner.Name}", row => read(row) is { } value ? inner.Read(value) : null, IsNested: true)));
            }
        }
        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            columns.Add(new GridColumn("items", static row => row is IEnumerable items ? items.Cast<object?>().Count() : null));
        }
        return columns.Count == 0 ? [new GridColumn("value", static row => row?.ToString())] : [.. columns.Take(Most)];
    }

    public static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(byte[]) || (type.IsValueType && typeof(IFormattable).IsAssignableFrom(type));
    }

    private static bool IsScalarSequence(Type type) =>
        type.GetInterfaces().Append(type).FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is { } sequence
        && IsScalar(sequence.GetGenericArguments()[0]);

    /// <summary>Public ones that can be read, in the order of their declaration.</summary>
    private static IEnumerable<(string Name, Type Type, Func<object?, object?> Read)> MembersOf(Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike && !property.PropertyType.IsPointer)
            {
                yield return (property.Name, property.PropertyType, row => property.DeclaringType!.IsInstanceOfType(row) ? property.GetValue(row) : null);
            }
        }
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            yield return (field.Name, field.FieldType, row => field.DeclaringType!.IsInstanceOfType(row) ? field.GetValue(row) : null);
        }
    }
}
