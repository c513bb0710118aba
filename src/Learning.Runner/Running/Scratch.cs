using System.Reflection;
using Learning.Sandbox.Protocol;

namespace Learning.Runner.Running;

/// <summary>A scratch line, compiled over the exercise's model, that sees the context as <c>db</c>.</summary>
internal sealed class Scratch(LoadScratchRequest load)
{
    private static readonly HashSet<string> Files = [ScratchRequest.File];

    private readonly Submission _model = new(new LoadRequest([load.Images[0]], [], LoadScratchRequest.Pad, "", load.Context));
    private readonly Lazy<Assembly> _script = new(() => Submission.Load(load.Images[1]));

    public async Task<RunEvent> RunAsync(CallRequest call)
    {
#pragma warning disable CA1031 // Whatever the line throws is what it came to.
        try
        {
            await using var context = _model.CreateContext(call.Door, call.Pool);
            var pad = Submission.Create(_model.Find(LoadScratchRequest.Pad), context);
            // A compiled script is a factory that takes what it may see in the first place and puts itself into the second.
            var factory = _script.Value.GetType(load.EntryType, throwOnError: true)!
                .GetMethod(load.EntryMethod, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
                .CreateDelegate<Func<object?[], Task<object>>>();
            return await Grid.OfAsync(call.Id, await factory([pad, null]));
        }
        catch (Exception exception)
        {
            return Failure.Describe(call.Id, exception, Files);
        }
#pragma warning restore CA1031
    }
}
