using System.Runtime.Loader;

// The runtime looks for this very name, outside of any namespace (DOTNET_STARTUP_HOOKS).
#pragma warning disable CA1050, MA0047, IDE0130
internal static class StartupHook
{
    /// <summary>Runs in the site's process before its own first line, and makes this assembly one that it can find by name.</summary>
    public static void Initialize()
    {
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null); // not for the runners and compilers that the site starts
        var own = typeof(StartupHook).Assembly;
        AssemblyLoadContext.Default.Resolving += (_, name) => string.Equals(name.Name, own.GetName().Name, StringComparison.Ordinal) ? own : null;
    }
}
