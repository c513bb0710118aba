using System.Diagnostics;
using System.Text.Json.Serialization;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;

namespace Learning.Sandbox.Incidents.Players;

/// <summary>One scripted player of an incident: what it is declared to reach, and what it reached. <c>Says</c>: the lines that cost points, where the two differ.
/// <c>UnscoredSeconds</c>: for so long the machine was too busy with other work for anything to count.</summary>
public sealed record ProvedPlay(string Name, string Declared, string Got, double PlayingMs, bool Landed, string? Says, int UnscoredSeconds = 0)
{
    /// <summary>Neither as declared nor otherwise: what is missing may have happened in the seconds that do not count.</summary>
    [JsonIgnore]
    public bool Unsure => !Landed && UnscoredSeconds > 0;
}

/// <summary>Proves an incident: every scripted player that ships with it plays in a lab of its own, and has to land in its declared bounds.</summary>
public static class IncidentProof
{
    /// <summary>One play, three to six minutes. Throws <see cref="InfrastructureException"/> when this machine cannot, or when the lab did not last.</summary>
    public static async Task<ProvedPlay> ProveAsync(this IncidentLabs labs, Incident incident, ScriptedPlayer player, long seed, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var lab = await labs.StartAsync(Guid.NewGuid(), incident, seed, new Progress<LabProgress>(), cancellationToken);
        var record = await PlayerRun.PlayAsync(lab, player, _ => { }, cancellationToken);
        var score = IncidentScoring.Score(incident, record);
        var landed = player.Expect.Holds(score);
        return new(player.Name, player.Expect.ToString(), $"Detect {score.Detect}, Fix {score.Fix}, Trap {score.Trap}", Stopwatch.GetElapsedTime(started).TotalMilliseconds, landed,
            landed ? null : string.Join(' ', score.Lines.Where(line => line.Points < line.Of).Select(line => line.Text)), (int)Math.Ceiling(record.Unscored.Sum(span => span.To - span.From)));
    }
}
