using System.Globalization;
using System.Reflection;
using Learning.Sandbox.Protocol;

namespace Learning.Runner.Running;

/// <summary>Arguments come as SQL text; the method's parameter says what they become, the declared type what they are otherwise.</summary>
internal static class Arguments
{
    public static object?[] For(MethodInfo method, IReadOnlyList<ProtocolArgument> given)
    {
        var parameters = method.GetParameters();
        var next = 0;
        var values = new object?[parameters.Length];
        foreach (var parameter in parameters)
        {
            values[parameter.Position] = parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
                : next < given.Count ? Convert(given[next++], Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType)
                : parameter.HasDefaultValue ? parameter.DefaultValue
                : throw new TargetParameterCountException($"{method.Name} wants {parameters.Length} arguments; {given.Count} are given.");
        }
        return next == given.Count ? values
            : throw new TargetParameterCountException($"{method.Name} takes {next} of the {given.Count} arguments that are given.");
    }

    private static object Convert(ProtocolArgument argument, Type wanted)
    {
        var invariant = CultureInfo.InvariantCulture;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return wanted switch
        {
            _ when wanted == typeof(string) => argument.Value,
            _ when wanted == typeof(DateTime) => DateTime.Parse(argument.Value, invariant, Utc),
            _ when wanted == typeof(DateTimeOffset) => DateTimeOffset.Parse(argument.Value, invariant, Utc),
            _ when wanted == typeof(DateOnly) => DateOnly.FromDateTime(DateTime.Parse(argument.Value, invariant, Utc)),
            _ when wanted == typeof(Guid) => Guid.Parse(argument.Value),
            _ when wanted.IsEnum => Enum.Parse(wanted, argument.Value, ignoreCase: true),
            _ when wanted == typeof(object) => Convert(argument, Declared(argument.Type)),
            _ => System.Convert.ChangeType(argument.Value, wanted, invariant),
        };
    }

    private static Type Declared(string type) => type switch
    {
        "int" => typeof(int),
        "long" => typeof(long),
        "decimal" => typeof(decimal),
        "timestamp" => typeof(DateTime),
        _ => typeof(string),
    };
}
