using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Sandbox.Incidents;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>What is done for a running lab every second: the rule of leaving, and its record written down.</summary>
internal sealed class LabCare(IncidentLedger ledger, LabViewers viewers, TimeProvider time, IOptions<IncidentOptions> options)
{
    /// <summary>True once it has ended for good, and that is written.</summary>
    public async Task<bool> TendAsync(HostedLab lab, IncidentLab running)
    {
        var (now, unseen) = (time.GetUtcNow(), viewers.Unseen(lab.Id, lab.BeganAt));
        lab.PausedAt = running.Phase == LabPhase.Paused ? lab.PausedAt ?? now : null;
        switch (LeaveRule.Decide(running.Phase, unseen, now - lab.PausedAt, now - lab.BeganAt, options.Value))
        {
            case LeaveAct.Pause:
                await running.PauseAsync();
                lab.PausedAt = now;
                break;
            case LeaveAct.EndUnseen:
                lab.Closing = true;
                await running.EndAsync($"Nobody came back within {options.Value.EndAfterMinutes} min.");
                break;
            case LeaveAct.EndOld:
                lab.Closing = true;
                await running.EndAsync($"It was {options.Value.LongestMinutes} min old: others wait for its place.");
                break;
        }

        var record = running.Record;
        if (lab.Seen is { } before && (record.StartedAt != before.StartedAt || record.Elapsed < before.Elapsed))
            await ledger.KeepAsync(lab.Id, before, Score(lab, before), "The lab was reset; it began anew.", CancellationToken.None);
        lab.Seen = record;
        // One that ended by itself can be reset for as long as somebody looks at it, and ends for a moment while it is.
        if (record.Phase == LabPhase.Ended && (lab.Closing || unseen >= TimeSpan.FromSeconds(options.Value.PauseAfterSeconds)))
        {
            await ledger.EndAsync(lab.Id, record, Score(lab, record), record.Ended ?? "It was ended.", CancellationToken.None);
            viewers.Forget(lab.Id);
            return true;
        }
        if (!Equals(HostedLab.Moment(record), lab.SavedMoment)
            || (record.Phase is LabPhase.Baseline or LabPhase.Running && now - lab.SavedAt >= TimeSpan.FromSeconds(options.Value.SaveEverySeconds)))
            await SaveAsync(lab, record);
        return false;
    }

    private async Task SaveAsync(HostedLab lab, IncidentRecord record)
    {
        var now = time.GetUtcNow();
        await ledger.SaveAsync(lab.Id, record, viewers.Unseen(lab.Id, lab.BeganAt) is { } alone ? now - alone : now, CancellationToken.None);
        (lab.SavedAt, lab.SavedMoment) = (now, HostedLab.Moment(record));
    }

    private static IncidentScore Score(HostedLab lab, IncidentRecord record) => IncidentScoring.Score(lab.Incident, record);
}
