using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Reviews;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Markings.Appeals;

/// <summary>A candidate asks for a re-check, and a person answers. What was given is never written over.</summary>
internal sealed class AppealDesk(IDbContextFactory<LabContext> contexts, Markers markers, AppealJudge judge, HiringEvents events, AuditLog audit, TimeProvider time)
{
    public const int MostCharacters = 2000;

    /// <summary>More than a report has checks; what is asked beyond is noise.</summary>
    private const int Most = 40;

    /// <summary>For the candidate of <paramref name="sitting"/>, which the caller knows them to be.</summary>
    public async Task<ActOutcome> AskAsync(Guid sitting, int position, string check, string? reason, CancellationToken cancellationToken)
    {
        if (Refuse(reason, "Say in a sentence what seems wrong: a person reads it.", MostCharacters) is { } refusal)
            return new(refusal);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT 1 FROM sittings WHERE id = {sitting} FOR UPDATE", cancellationToken);
        if (await context.Sittings.AsNoTracking().Include(row => row.Tasks).FirstOrDefaultAsync(row => row.Id == sitting && row.Status == SittingStatus.HandedIn, cancellationToken) is not { } row
            || row.Tasks.Find(each => each.Position == position) is not { } task || !await HasAsync(context, task, check, cancellationToken))
            return new("There is no such check in this report.");
        var asked = await context.Appeals.Where(each => each.SittingId == sitting).Select(each => new { each.Position, each.Check, Open = each.AnsweredAt == null }).ToListAsync(cancellationToken);
        if (asked.Exists(each => each.Open && each.Position == position && each.Check == check))
            return new("This check is being looked at already. The answer appears here.");
        if (asked.Count >= Most)
            return new($"{Most} re-checks were asked for already. Write to the people who invited you.");
        var now = time.GetUtcNow();
        var appeal = new Appeal
        {
            Id = Guid.CreateVersion7(), SittingId = sitting, Position = position, Check = check, Reason = reason!.Trim(), AskedAt = now,
            Rejudged = StoredJson.Write(await judge.JudgeAsync(context, task, check, cancellationToken)), RejudgedAt = now,
        };
        context.Appeals.Add(appeal);
        await events.AddAsync(context, row.OrganisationId, HiringEventNames.AppealAsked, sitting, new { sitting, appeal = appeal.Id, task = position, check }, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ActOutcome.Done;
    }

    public async Task<ActOutcome> AnswerAsync(Guid id, bool upheld, string? answer, CancellationToken cancellationToken)
    {
        if (Refuse(answer, "An answer says why, in at least one sentence.", 4000) is { } refusal)
            return new(refusal);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await markers.FindAsync(context, cancellationToken) is not { Hires: var hires } marker)
            return new(Scoring.MarkingRules.NotHere);
        var now = time.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var mine = Markers.Of(context, marker).Where(row => hires.Contains(row.OrganisationId)).Select(row => row.Id);
        var done = await context.Appeals.Where(row => row.Id == id && row.AnsweredAt == null && mine.Contains(row.SittingId)).ExecuteUpdateAsync(row => row
            .SetProperty(each => each.Answer, answer!.Trim()).SetProperty(each => each.Upheld, upheld).SetProperty(each => each.AnsweredBy, marker.Id).SetProperty(each => each.AnswererName, marker.Name)
            .SetProperty(each => each.AnsweredAt, now), cancellationToken);
        if (done == 0)
            return new("This re-check is not here, is answered already, or is not yours to answer.");
        context.AuditEntries.Add(audit.Entry(AuditActions.AppealAnswered, marker.Id, id, upheld ? "upheld" : "not upheld"));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ActOutcome.Done;
    }

    public static async Task<IReadOnlyList<AppealView>> ReadAsync(LabContext context, Guid sitting, bool withNames, CancellationToken cancellationToken) =>
        [.. (await context.Appeals.AsNoTracking().Where(row => row.SittingId == sitting).OrderBy(row => row.AskedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken))
            .Select(row => new AppealView(row.Id, row.Position, row.Check, row.Reason, row.AskedAt, StoredJson.Read<AppealJudgement>(row.Rejudged), row.Answer, withNames ? row.AnswererName : null, row.Upheld, row.AnsweredAt))];

    private static async Task<bool> HasAsync(LabContext context, SittingTask task, string check, CancellationToken cancellationToken) => task.IncidentSessionId is not null ? Enum.TryParse<ScoreDimension>(check, out _)
        : StoredJson.Read<GradeReport>(await context.Submissions.Where(row => row.Id == task.SubmissionId).Select(row => row.Report).FirstOrDefaultAsync(cancellationToken)) is { } report
            && AppealJudge.Checks(report).Contains(check, StringComparer.Ordinal);

    private static string? Refuse(string? text, string empty, int most) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => empty,
        { Length: var length } when length > most => $"The text is {length} characters long; at most {most} are taken.",
        _ when text.Contains('\0', StringComparison.Ordinal) => "The text holds a character with the code 0, which cannot be kept.",
        _ => null,
    };
}
