using Learning.Grading;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Components.Charts;
using Learning.Web.Components.Verdicts;

namespace Learning.Web.Features.Incidents.Report;

/// <summary>How a session ended, as a title and one sentence with its figures.</summary>
internal static class OutcomeWords
{
    public static OutcomeLook Look(IncidentScore? score) => score?.Outcome switch
    {
        IncidentOutcome.HealedForGood => new("v-pass", "pass", "Healed for good"),
        IncidentOutcome.Healed => new("v-over", "over", "Healed, not for good"),
        IncidentOutcome.NotHealed => new("v-over", "over", "Not healed"),
        IncidentOutcome.NotHandedIn => new("v-none", "dim", "Not handed in"),
        _ => new("v-live", "acc", "Not ended yet"),
    };

    public static string Title(IncidentScore? score) => score?.Outcome switch
    {
        IncidentOutcome.HealedForGood => "Healed for good: every class is well, and stays so",
        IncidentOutcome.Healed => "Healed: every class is well, and it can happen again",
        IncidentOutcome.NotHealed => "Not healed: a class was still too slow at the hand-in",
        IncidentOutcome.NotHandedIn => "Not handed in: the lab ended before you said that it is over",
        _ => "This lab has not ended. Here is what there is so far",
    };

    public static string Sentence(IncidentRecord record)
    {
        List<string> parts = [];
        if (record.FullAt is { } full)
            parts.Add($"The pool was full at {TimeAxis.Clock(full)}");
        if (record.HandIn is { } hand)
        {
            parts.Add($"you said it is over at {TimeAxis.Clock(hand.At)}, {(hand.Health.All(each => each.Well) ? $"with {(hand.Health.Count == 1 ? "its class" : $"all {hand.Health.Count} classes")} well" : $"with {string.Join(", ", hand.Health.Where(each => !each.Well).Select(each => each.Class))} over the limit")}");
            if (!hand.DataIntact)
                parts.Add("the data is not what it was");
        }
        if (record.Samples is [.., { Cost: var cost }])
            parts.Add($"it cost {WarRoom.RoomText.Money(cost.Lost)}, {Say.Of(cost.GivenUp, "request", "requests")} given up or never made and {Say.Percent(cost.Budget)} of the month's error budget");
        var text = string.Join("; ", parts);
        return text.Length == 0 ? "Nothing was measured." : char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }
}
