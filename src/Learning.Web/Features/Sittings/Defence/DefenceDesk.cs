using Learning.Web.Data;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Defence;

/// <summary>A question as its candidate sees it; the guideline never leaves the server.</summary>
internal sealed record AskedQuestion(int Number, string? Question, string Mark, DateTimeOffset? AskedAt, TimeSpan Left, DateTimeOffset ReadAt, string Answer, bool IsClosed);

/// <summary>The questions of this browser's sitting, one at a time.</summary>
internal sealed class DefenceDesk(IDbContextFactory<LabContext> contexts, CurrentSeat seat, DefenceCare care, PageHandover handover, TimeProvider time)
{
    /// <summary>Empty while they are not drawn yet. What has not been asked is not said.</summary>
    public Task<IReadOnlyList<AskedQuestion>> OpenAsync(CancellationToken cancellationToken) => handover.ReadAsync("defence", () => ReadAsync(cancellationToken));

    public async Task<IReadOnlyList<AskedQuestion>> ReadAsync(CancellationToken cancellationToken)
    {
        if (await seat.FindAsync() is not { } taken)
            return [];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sitting = await context.Sittings.AsNoTracking().Include(row => row.Pauses).FirstOrDefaultAsync(row => row.Id == taken.SittingId && row.LearnerId == taken.LearnerId && row.Seat == taken.Number, cancellationToken);
        if (sitting is null)
            return [];
        var now = time.GetUtcNow();
        var rows = await context.DefenceQuestions.AsNoTracking().Where(row => row.SittingId == sitting.Id).OrderBy(row => row.Number).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new AskedQuestion(row.Number, row.AskedAt is null ? null : row.Question, row.AskedAt is null ? "" : row.Mark, row.AskedAt, Left(sitting, row, now), now, row.Answer ?? "", row.AnsweredAt is not null))];
    }

    /// <summary>Shows a question and starts its time. The ones before it have to be closed.</summary>
    public Task AskAsync(int number, CancellationToken cancellationToken) => ChangeAsync(number, (question, _, now) => question.AskedAt ??= now, mayBeNew: true, cancellationToken);

    /// <summary>False when it was too late, or the answer is longer than is kept.</summary>
    public Task<bool> SaveAsync(int number, string text, bool isFinal, CancellationToken cancellationToken) => ChangeAsync(number, (question, _, now) =>
    {
        var kept = text.Replace("\0", "", StringComparison.Ordinal);
        question.Answer = kept.Length > DefenceQuestionTable.AnswerLength ? kept[..DefenceQuestionTable.AnswerLength] : kept;
        if (isFinal)
            question.AnsweredAt = now;
    }, mayBeNew: false, cancellationToken);

    private async Task<bool> ChangeAsync(int number, Action<DefenceQuestion, Sitting, DateTimeOffset> change, bool mayBeNew, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await seat.HoldAsync(context, cancellationToken) is not { Status: SittingStatus.Defending } sitting)
            return false;
        var now = time.GetUtcNow();
        var rows = await context.DefenceQuestions.Where(row => row.SittingId == sitting.Id && row.Number <= number).ToListAsync(cancellationToken);
        if (rows.Find(row => row.Number == number) is not { AnsweredAt: null } question || rows.Exists(row => row.Number < number && row.AnsweredAt is null)
            || (question.AskedAt is null && !mayBeNew) || (question.AskedAt is not null && Left(sitting, question, now) == TimeSpan.Zero))
            return false;
        change(question, sitting, now);
        sitting.LastSeenAt = now;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (question.AnsweredAt is not null)
            await care.CloseDueAsync(sitting.Id, cancellationToken);
        return true;
    }

    private static TimeSpan Left(Sitting sitting, DefenceQuestion question, DateTimeOffset now) => SittingClock.Left(question.AllowedSeconds, question.AskedAt, SittingTime.Pauses(sitting), now);
}
