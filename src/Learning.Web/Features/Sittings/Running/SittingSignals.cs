using System.Text.Json;
using System.Text.Json.Serialization;
using Learning.Web.Data;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>
/// Keeps what the editor reports, for people to look at. It comes from the browser, so it is bounded and proves nothing. Times are the server's: a batch
/// says how long ago each thing was, and is believed as far as the batch before it.
/// </summary>
internal sealed class SittingSignals(IDbContextFactory<LabContext> contexts, CurrentSeat seat, TimeProvider time)
{
    /// <summary>Bytes of one batch.</summary>
    public const int MostBatch = 64 * 1024;
    /// <summary>Bytes of one sitting; edits past it are left out.</summary>
    public const int MostSitting = 2 * 1024 * 1024;
    /// <summary>Of one sitting and kind, whatever is not an edit: more than anybody leaves a page or pastes, and what comes after it says nothing new.</summary>
    public const int MostOfKind = 1000;
    private const int MostEvents = 1000;
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(30);
    private static readonly string Thinned = JsonSerializer.Serialize(new { note = "More was typed than is kept. Edits from here on are left out; pastes, tries and hand-ins are not." });

    public async Task RecordAsync(int position, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        if (batch.Length is 0 or > MostBatch || await seat.FindAsync() is not { } taken || Read(batch) is not { Count: > 0 } reported)
            return;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var isOpen = await context.SittingTasks.AnyAsync(row => row.SittingId == taken.SittingId && row.Position == position
            && row.Sitting!.LearnerId == taken.LearnerId && row.Sitting.Seat == taken.Number && row.Sitting.Status == SittingStatus.Running, cancellationToken);
        if (!isOpen)
            return;
        var kept = await context.Database.SqlQuery<long>($"SELECT coalesce(sum(length(data::text)), 0) AS \"Value\" FROM sitting_events WHERE sitting_id = {taken.SittingId}").SingleAsync(cancellationToken);
        var (now, isFull) = (time.GetUtcNow(), kept + batch.Length > MostSitting);
        var counts = await context.SittingEvents.Where(row => row.SittingId == taken.SittingId && row.Kind != SittingEventKind.Edit).GroupBy(row => row.Kind).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        context.SittingEvents.AddRange(reported.Take(MostEvents).Where(each => HasRoom(each.Kind)).Select(each => new SittingEvent
        {
            SittingId = taken.SittingId, Position = position, At = now - TimeSpan.FromMilliseconds(Math.Clamp(each.Ago, 0, Oldest.TotalMilliseconds)), Kind = each.Kind, Data = Data(each),
        }));
        if (isFull && !await context.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT 1 FROM sitting_events WHERE sitting_id = {taken.SittingId} AND jsonb_exists(data, 'note')) AS \"Value\"").SingleAsync(cancellationToken))
            context.SittingEvents.Add(new() { SittingId = taken.SittingId, Position = position, At = now, Kind = SittingEventKind.Edit, Data = Thinned });
        await context.SaveChangesAsync(cancellationToken);

        bool HasRoom(SittingEventKind kind) => kind == SittingEventKind.Edit ? !isFull : (counts[kind] = counts.GetValueOrDefault(kind) + 1) <= MostOfKind;
    }

    private static List<Reported>? Read(ReadOnlyMemory<byte> batch)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Reported>>(batch.Span, Options)?
                .FindAll(each => each?.Kind is SittingEventKind.Edit or SittingEventKind.Paste or SittingEventKind.Left or SittingEventKind.Back or SittingEventKind.Offline or SittingEventKind.Online);
        }
        catch (JsonException)
        {
            return null; // made up by somebody; there is nothing to keep
        }
    }

    private static string? Data(Reported each) => each.Kind switch
    {
        SittingEventKind.Edit => JsonSerializer.Serialize(new { at = each.At, removed = each.Removed, text = (each.Text ?? "").Replace("\0", "", StringComparison.Ordinal) }),
        SittingEventKind.Paste => JsonSerializer.Serialize(new { characters = each.Characters, lines = each.Lines, own = each.Own }),
        _ => null,
    };

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private sealed record Reported(SittingEventKind Kind, double Ago, int At, int Removed, string? Text, int Characters, int Lines, bool Own);
}
