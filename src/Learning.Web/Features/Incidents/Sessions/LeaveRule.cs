using Learning.Grading.Incidents.Records;

namespace Learning.Web.Features.Incidents.Sessions;

internal enum LeaveAct { Stay, Pause, EndUnseen, EndOld }

/// <summary>What becomes of a lab that nobody looks at.</summary>
internal static class LeaveRule
{
    /// <param name="phase">The lab's.</param>
    /// <param name="unseen">For how long nobody has looked at it; null: somebody does.</param>
    /// <param name="paused">For how long it has been paused; null: it is not.</param>
    /// <param name="age">Since it began.</param>
    /// <param name="options">The limits.</param>
    public static LeaveAct Decide(LabPhase phase, TimeSpan? unseen, TimeSpan? paused, TimeSpan age, IncidentOptions options)
    {
        var old = age >= TimeSpan.FromMinutes(options.LongestMinutes);
        if (phase == LabPhase.Ended)
            return old && unseen is null ? LeaveAct.EndOld : LeaveAct.Stay; // a page that is left open would keep its place
        if (old)
            return LeaveAct.EndOld;
        if (unseen is not { } alone)
            return LeaveAct.Stay;
        var patience = TimeSpan.FromMinutes(options.EndAfterMinutes);
        if (paused is { } stood && stood >= patience && alone >= patience)
            return LeaveAct.EndUnseen;
        return paused is null && phase is LabPhase.Baseline or LabPhase.Running && alone >= TimeSpan.FromSeconds(options.PauseAfterSeconds) ? LeaveAct.Pause : LeaveAct.Stay;
    }
}
