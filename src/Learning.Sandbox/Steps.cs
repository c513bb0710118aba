using System.Diagnostics;

namespace Learning.Sandbox;

/// <summary>The steps of a grading as OpenTelemetry spans, for whoever listens; costs next to nothing when nobody does.</summary>
internal static class Steps
{
    public const string Name = "Learning.Sandbox";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Ends when disposed of.</summary>
    public static Activity? Begin(string step) => Source.StartActivity(step);
}
