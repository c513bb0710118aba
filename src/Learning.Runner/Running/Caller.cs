using System.Reflection;
using Learning.Sandbox.Protocol;

namespace Learning.Runner.Running;

/// <summary>One call of the entry method on a fresh context.</summary>
internal static class Caller
{
    public static async Task<RunEvent> CallAsync(Submission submission, CallRequest call)
    {
        using var watch = call.Lines ? new LineWatch(submission) : null;
#pragma warning disable CA1031 // Whatever the learner's code throws is its answer.
        try
        {
            await using var context = submission.CreateContext(call.Door, call.Pool, watch?.Interceptors ?? []);
            var entry = submission.CreateEntry(context);
            var method = submission.EntryMethod(entry);
            var result = method.Invoke(entry, BindingFlags.DoNotWrapExceptions, binder: null, Arguments.For(method, call.Arguments), culture: null);
            return new AnsweredEvent(call.Id, await Answer.ToRowsAsync(result), watch?.Lines());
        }
        catch (Exception exception)
        {
            return Failure.Describe(call.Id, exception, submission.Files) with { Lines = watch?.Lines() };
        }
#pragma warning restore CA1031
    }
}
