using System.Collections.Concurrent;
using Learning.Grading.Incidents;
using Learning.Sandbox.Incidents;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>Builds an incident's template while its briefing is read, so that a start need not wait for it.</summary>
internal sealed partial class TemplateWarming(IncidentLabs labs, IHostApplicationLifetime lifetime, ILogger<TemplateWarming> logger)
{
    private readonly ConcurrentDictionary<string, Warming> warmed = new(StringComparer.Ordinal);

    /// <summary>Returns at once. What failed is tried again at the next reading.</summary>
    public void Begin(Incident incident)
    {
        var key = $"{incident.Slug}/{incident.Revision}";
        var mine = new Warming();
        if (warmed.GetOrAdd(key, mine) == mine)
            _ = Task.Run(() => WarmAsync(key, incident, mine));
    }

    /// <summary>Null when there is nothing to wait for.</summary>
    public LabProgress? Progress(Incident incident) => warmed.TryGetValue($"{incident.Slug}/{incident.Revision}", out var found) ? found.Last : null;

    private async Task WarmAsync(string key, Incident incident, Warming mine)
    {
        try
        {
            await labs.WarmAsync(incident, mine, lifetime.ApplicationStopping);
            mine.Last = null;
        }
        catch (Exception error)
        {
            warmed.TryRemove(key, out _);
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
                Failed(logger, error, incident.Slug);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The template of {Slug} could not be built ahead of its labs")]
    private static partial void Failed(ILogger logger, Exception error, string slug);

    private sealed class Warming : IProgress<LabProgress>
    {
        public LabProgress? Last { get; set; }

        public void Report(LabProgress value) => Last = value;
    }
}
