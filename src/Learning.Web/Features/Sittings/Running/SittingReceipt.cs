using System.Security.Cryptography;
using System.Text;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>One task of the receipt. <see cref="Sha256"/> is of the source's UTF-8 bytes: whoever keeps their source can compare.</summary>
internal sealed record ReceiptLine(string Title, string What, DateTimeOffset? At, string Sha256, bool IsWaiting);

/// <summary>What was received of this browser's sitting.</summary>
internal sealed class SittingReceipt(IDbContextFactory<LabContext> contexts, CurrentSeat seat, PageHandover handover)
{
    public Task<IReadOnlyList<ReceiptLine>> OpenAsync(SittingView view, CancellationToken cancellationToken) => handover.ReadAsync("receipt", () => ReadAsync(view, cancellationToken));

    public async Task<IReadOnlyList<ReceiptLine>> ReadAsync(SittingView view, CancellationToken cancellationToken)
    {
        if (await seat.FindAsync() is not { } taken || taken.SittingId != view.Id)
            return [];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var handedIn = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == taken.LearnerId && row.Kind == SubmissionKind.Submit)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => new { row.Id, row.ExerciseSlug, row.Source, row.CreatedAt, row.Status, row.Verdict }).ToListAsync(cancellationToken);
        var counts = await context.SittingTasks.AsNoTracking().Where(row => row.SittingId == taken.SittingId).ToDictionaryAsync(row => row.Position, cancellationToken);
        return [.. view.Tasks.Select(task =>
        {
            if (task.Kind == TaskKind.Incident)
                return new ReceiptLine(task.Title, task.IncidentSessionId is null ? "the lab was not started" : "the lab as it ended", null, "", false);
            var own = handedIn.Where(row => row.ExerciseSlug == task.Slug).ToList();
            var waits = own.Exists(row => row.Status is SubmissionStatus.Queued or SubmissionStatus.Running);
            var one = own.Find(row => row.Id == counts[task.Position].SubmissionId) ?? own.LastOrDefault();
            if (one is null)
                return new ReceiptLine(task.Title, "nothing was handed in", null, "", false);
            var number = own.IndexOf(one) + 1;
            // Which one is best would say how it came out, where that is not shown.
            var what = waits || counts[task.Position].SubmissionId is null ? $"{own.Count} received" : view.Plan.Feedback == CandidateFeedback.Nothing ? $"the best of {own.Count}" : $"hand-in {number} of {own.Count}, the best one";
            var shows = view.Plan.Feedback == CandidateFeedback.Nothing ? own[^1] : one;
            return new ReceiptLine(task.Title, what, shows.CreatedAt, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shows.Source))), waits);
        })];
    }
}
