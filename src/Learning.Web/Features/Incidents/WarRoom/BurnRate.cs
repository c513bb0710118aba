using System.Globalization;
using Learning.Grading;
using Learning.Grading.Incidents.Records;
using Learning.Web.Components.Charts;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>How fast the month's error budget goes. <c>PerMinute</c>: Share of it, 0–1. <c>GoneAt</c>: Second of the lab's clock when nothing is left; null: not at this rate, or already.</summary>
internal sealed record BurnRate(double PerMinute, double? GoneAt)
{
    private const double Window = 60;

    public static BurnRate Of(IncidentRecord record)
    {
        if (record.Samples is not [.., var now])
            return new(0, null);
        var from = record.Samples.FirstOrDefault(sample => sample.At >= now.At - Window) ?? now;
        var minutes = (now.At - from.At) / 60;
        var rate = minutes > 0.1 ? Math.Max(0, (now.Cost.Budget - from.Cost.Budget) / minutes) : 0;
        return new(rate, rate > 1e-6 && now.Cost.Budget < 1 ? now.At + (1 - now.Cost.Budget) / rate * 60 : null);
    }

    public string Said(double spent) => spent >= 1 ? "The month's budget is gone."
        : PerMinute < 0.0005 ? "Nothing is spent of it now."
        : $"{(PerMinute * 100).ToString("0.0", CultureInfo.InvariantCulture)} % a minute{(GoneAt is { } at && at < 86400 ? $": gone at {TimeAxis.Clock(at)} if nothing changes" : "")}";

    public static string Share(double share) => share is > 0 and < 0.01 ? Say.Percent(share) : (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
