using Learning.Grading.Incidents;
using Learning.Sandbox.Incidents;
using Learning.Web.Data;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Lessons;
using Learning.Web.Hosting;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Incidents.Briefing;

/// <summary>What stands before a lab: which incidents there are, what this one is about, and the way in.</summary>
internal sealed class BriefingDesk(
    IncidentLibrary library, IncidentSessions sessions, LabHost host, IncidentLabs labs, TemplateWarming warming, LessonLibrary lessons, IOptions<IncidentOptions> options, PageHandover handover)
{
    public Task<IncidentListView> ListAsync(CancellationToken cancellationToken) => handover.ReadAsync("incidents", () => ReadListAsync(cancellationToken));

    private async Task<IncidentListView> ReadListAsync(CancellationToken cancellationToken)
    {
        var mine = await sessions.ListAsync(null, cancellationToken);
        return new([.. library.Incidents.Select(incident => new IncidentCard(incident, [.. mine.Where(row => row.Slug == incident.Slug)]))], library.Problems, mine.FirstOrDefault(row => row.Open));
    }

    /// <summary>Null: there is no such incident. Without a seed one is drawn.</summary>
    public Task<BriefingView?> OpenAsync(string slug, long? seed, CancellationToken cancellationToken) => handover.ReadAsync($"briefing {slug} {seed}", () => ReadAsync(slug, seed, cancellationToken));

    private async Task<BriefingView?> ReadAsync(string slug, long? seed, CancellationToken cancellationToken)
    {
        if (library.Find(slug) is not { } incident)
            return null;
        var mine = await sessions.ListAsync(null, cancellationToken);
        var open = mine.FirstOrDefault(row => row.Open);
        var drawn = seed ?? (open?.Slug == slug ? open.Seed : IncidentSessions.NewSeed());
        return new()
        {
            Incident = incident,
            Drawn = Drawn.Of(incident, drawn),
            Seed = drawn,
            Sessions = [.. mine.Where(row => row.Slug == slug)],
            Open = open,
            Places = labs.Places,
            Rule = options.Value.RuleOfLeaving,
            Reading = [.. incident.Lessons.Select(Link).OfType<(string, string)>()],
        };
    }

    public Task<Guid> StartAsync(BriefingView view, CancellationToken cancellationToken) => sessions.StartAsync(view.Incident, view.Seed, cancellationToken);

    public Task LeaveLineAsync(Guid id, CancellationToken cancellationToken) => sessions.EndAsync(id, "You gave it up before it had begun.", cancellationToken);

    /// <summary>Null: it is not theirs.</summary>
    public async Task<FollowView?> FollowAsync(Guid id, CancellationToken cancellationToken)
    {
        var known = host.Starting(id);
        if (await sessions.FindAsync(id, cancellationToken) is not { } row)
            return null;
        var (text, done, since) = (known?.Progress.Text ?? "Asking for a place", known?.Progress.Done ?? 0, known?.Since ?? row.CreatedAt);
        return row.Status switch
        {
            IncidentStatus.Waiting or IncidentStatus.Starting when known?.Failure is null => new(done > 0 ? FollowPhase.Starting : FollowPhase.Waiting, text, done, since),
            IncidentStatus.Running or IncidentStatus.Paused => new(FollowPhase.Ready, "The first second is measured", 1, since),
            _ => new(FollowPhase.Over, row.Why ?? known?.Failure ?? "It is over.", done, since),
        };
    }

    public void Warm(BriefingView view) => warming.Begin(view.Incident);

    public LabProgress? Warming(BriefingView view) => warming.Progress(view.Incident);

    private (string, string)? Link(string key) => key.Split('/') is [var track, var slug] && lessons.Find(track, slug) is { } lesson ? ($"/learn/{key}", lesson.Title) : null;
}
