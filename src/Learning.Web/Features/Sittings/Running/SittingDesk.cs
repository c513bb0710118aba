using Learning.Grading.Incidents;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Sittings.Care;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Running;

/// <summary>What a candidate does with their sitting as a whole. Every act holds the row and asks the clock again.</summary>
internal sealed class SittingDesk(
    IDbContextFactory<LabContext> contexts, CurrentSeat seat, SittingReader reader, SittingClosing closing, HiringEvents events, IncidentLibrary incidents, LabHost labs, PageHandover handover, TimeProvider time)
{
    private const string Moved = "This assessment was continued on another device.";

    /// <summary>For a page that opens; a page that is open reads.</summary>
    public Task<SittingView?> OpenAsync(CancellationToken cancellationToken) => handover.ReadAsync("seat", () => ReadAsync(cancellationToken));

    public Task<SittingView?> ReadAsync(CancellationToken cancellationToken) => reader.ReadAsync(cancellationToken);

    /// <summary>Starts the clock, once. Returns why not, or null.</summary>
    public async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await seat.HoldAsync(context, cancellationToken) is not { } sitting)
            return Moved;
        if (sitting.Status != SittingStatus.Accepted)
            return null;
        var (now, plan) = (time.GetUtcNow(), StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!);
        if (sitting.PractisedAt is null && reader.Practice(plan) is not null)
            return "Do the practice run first: it has to work once in this browser.";
        if (sitting.PreviewBy is null && plan.ClosesAt <= now)
            return $"It had to be begun by {SittingWords.Moment(plan.ClosesAt.Value)}.";
        var factor = await context.Sittings.Where(row => row.Id == sitting.Id).Select(row => row.Invitation == null ? 1 : row.Invitation.Candidate!.TimeFactor).SingleAsync(cancellationToken);
        (sitting.Status, sitting.StartedAt, sitting.AllowedSeconds, sitting.LastSeenAt) = (SittingStatus.Running, now, (int)SittingTime.Allowed(plan.Minutes, factor).TotalSeconds, now);
        if (sitting.InvitationId is not null)
            await events.AddAsync(context, sitting.OrganisationId, HiringEventNames.SittingStarted, sitting.Id, new { sitting = sitting.Id, invitation = sitting.InvitationId }, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Closes the tasks; what is typed and not handed in is handed in as it stands.</summary>
    public async Task<string?> HandInAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await seat.HoldAsync(context, cancellationToken) is not { } sitting)
            return Moved;
        if (sitting.Status != SittingStatus.Running)
            return null;
        var now = time.GetUtcNow();
        if (SittingClock.Left(sitting, now) == TimeSpan.Zero)
        {
            await transaction.RollbackAsync(cancellationToken);
            await closing.CloseDueAsync(sitting.Id, cancellationToken);
            return null;
        }
        await closing.CloseAsync(context, sitting, SittingEnd.Candidate, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await closing.SettleAsync(sitting.Id, cancellationToken);
        return null;
    }

    /// <summary>Once handed in, for as long as the policy asks for it; said once.</summary>
    public async Task<string?> DeclareAsync(string text, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await seat.HoldAsync(context, cancellationToken) is not { } sitting)
            return Moved;
        if (sitting.AiDeclaration is not null || sitting.TasksClosedAt is null)
            return "It was said already.";
        var said = text.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (said.Length is 0 or > SittingTable.DeclarationLength)
            return said.Length == 0 ? "Say it in a sentence, also when you used none." : $"At most {SittingTable.DeclarationLength} characters.";
        sitting.AiDeclaration = said;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Starts the lab of an incident task, with the seed that was drawn. Anew only where the last one ended by our fault.</summary>
    public async Task<string?> StartLabAsync(int position, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await seat.HoldAsync(context, cancellationToken) is not { } sitting)
            return Moved;
        var now = time.GetUtcNow();
        if (sitting.Status != SittingStatus.Running || SittingClock.Left(sitting, now) == TimeSpan.Zero)
            return "The time is over.";
        if (sitting.Tasks.Find(each => each.Position == position) is not { Variant: { } seed } task || incidents.Find(task.Slug) is not { } incident)
            return "This is no incident of your assessment.";
        var mine = await context.IncidentSessions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId).Select(row => new { row.Id, row.Status, row.Why }).ToListAsync(cancellationToken);
        if (mine.Exists(row => row.Status is IncidentStatus.Waiting or IncidentStatus.Starting or IncidentStatus.Running or IncidentStatus.Paused))
            return mine.Exists(row => row.Id == task.IncidentSessionId && row.Status is not (IncidentStatus.Ended or IncidentStatus.Failed)) ? null : "One lab at a time: end the other one first.";
        if (mine.Find(row => row.Id == task.IncidentSessionId) is { } last && !(last.Status == IncidentStatus.Failed || last.Why == IncidentLedger.Restarted))
            return "This lab has ended. It counts as it was then.";
        var session = new IncidentSession { Id = Guid.CreateVersion7(), LearnerId = sitting.LearnerId, Slug = task.Slug, Revision = incident.Revision, Seed = seed, Status = IncidentStatus.Waiting, CreatedAt = now };
        context.IncidentSessions.Add(session);
        task.IncidentSessionId = session.Id;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        labs.Begin(session.Id, incident, seed);
        return null;
    }
}
