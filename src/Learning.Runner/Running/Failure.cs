using System.Diagnostics;
using System.Reflection;
using Learning.Sandbox.Protocol;

namespace Learning.Runner.Running;

/// <summary>What a learner needs of an exception: its type, its message, and the frames that are theirs.</summary>
internal static class Failure
{
    private const int LongestMessage = 2000;
    private const int MostFrames = 20;

    public static ThrewEvent Describe(string id, Exception thrown, IReadOnlySet<string> files)
    {
        var exception = thrown;
        while (exception is AggregateException { InnerExceptions.Count: 1 } or TypeInitializationException { InnerException: not null })
        {
            exception = exception.InnerException!;
        }
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is OutOfMemoryException)
            {
                exception = cause;
            }
        }
        return new ThrewEvent(id, exception.GetType().FullName ?? exception.GetType().Name, Text.Cut(MessageOf(exception), LongestMessage), FramesOf(exception, files));
    }

    private static string MessageOf(Exception exception)
    {
#pragma warning disable CA1031 // Message may be the learner's own property.
        try
        {
            return exception.InnerException is { } cause ? $"{exception.Message} ({cause.GetType().Name}: {cause.Message})" : exception.Message;
        }
        catch (Exception second)
        {
            return $"The exception's message threw {second.GetType().Name}.";
        }
#pragma warning restore CA1031
    }

    private static ProtocolFrame[] FramesOf(Exception exception, IReadOnlySet<string> files) =>
        [.. new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetFileName() is { } file && files.Contains(file))
            .Take(MostFrames)
            .Select(frame => new ProtocolFrame(NameOf(frame.GetMethod()), frame.GetFileName()!, frame.GetFileLineNumber()))];

    /// <summary>Compiler-made names carry the method that they were made from in angle brackets.</summary>
    private static string NameOf(MethodBase? method)
    {
        if (method is null)
        {
            return "?";
        }
        var type = method.DeclaringType;
        var name = method.Name;
        if (type is { Name: ['<', ..] } made && Between(made.Name) is { Length: > 0 } source)
        {
            (name, type) = (source, made.DeclaringType);
        }
        else if (Between(name) is { Length: > 0 } owner)
        {
            name = owner;
            type = type is { Name: ['<', ..] } ? type.DeclaringType : type;
        }
        return type is null ? name : $"{type.Name}.{name}";
    }

    private static string Between(string name) =>
        name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 0 and var end ? name[1..end] : "";
}
