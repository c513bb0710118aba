using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Administration;

/// <summary>What is written down, in the words of the log.</summary>
internal static class AuditActions
{
    public const string AdministratorMade = "first administrator made";
    public const string RoleGiven = "role given";
    public const string RoleTaken = "role taken";
    public const string Disabled = "disabled";
    public const string Enabled = "enabled";
    public const string SignedOutEverywhere = "signed out everywhere";
    public const string LockedOut = "locked out after failed sign-ins";
    public const string PasswordReset = "password reset by mail";
    public const string TwoFactorOn = "two-factor switched on";
    public const string TwoFactorOff = "two-factor switched off";
    public const string Deleted = "account deleted";
    public const string OrganisationMade = "organisation made";
    public const string MemberAdded = "member added";
    public const string MemberRemoved = "member removed";
    public const string ApiTokenMade = "API token made";
    public const string ApiTokenRevoked = "API token revoked";
    public const string WebhookMade = "webhook made";
    public const string WebhookChanged = "webhook changed";
    public const string WebhookRemoved = "webhook removed";
    public const string WebhookOff = "webhook switched off";
    public const string WebhookSecretRenewed = "webhook secret renewed";
    public const string ResultsExported = "results exported";
    public const string CandidateErased = "candidate erased";
    public const string CandidateAnonymised = "candidate made anonymous";
    public const string MarkingSigned = "marking signed";
    public const string MarkingTalked = "markers' talk written";
    public const string DecisionRecorded = "hiring decision recorded";
    public const string AppealAnswered = "re-check answered";
    public const string DemoHistoryMade = "demo history made";
    public const string EmailChanged = "e-mail address changed";
    public const string PostHidden = "discussion post hidden";
    public const string PostKept = "discussion post kept";
    public const string AssessmentPublished = "assessment published";
    public const string AssessmentArchived = "assessment archived";
    public const string AssessmentTakenBack = "assessment taken back from the archive";
    public const string Invited = "candidate invited";
    public const string InvitedAgain = "invitation sent again";
    public const string InvitationRevoked = "invitation revoked";
    public const string InvitationExtended = "invitation extended";
    public const string TimeFactorSet = "time factor set";

    /// <summary>Their subject is no person of the site.</summary>
    public static readonly IReadOnlyList<string> AboutCandidates = [Invited, InvitedAgain, InvitationUsed, InvitationRevoked, InvitationExtended, TimeFactorSet];
    public const string InvitationUsed = "invitation used";
}

/// <summary>Adds to the audit log. Where something is changed in the same context, the entry is saved with it or not at all.</summary>
internal sealed class AuditLog(IDbContextFactory<LabContext> contexts, TimeProvider time)
{
    public AuditEntry Entry(string action, Guid? actor, Guid? subject, string? detail = null) => new()
    {
        At = time.GetUtcNow(), Action = action, ActorId = actor, SubjectId = subject, Detail = detail is { Length: > AuditEntryTable.DetailLength } ? detail[..AuditEntryTable.DetailLength] : detail,
    };

    public async Task WriteAsync(string action, Guid? actor, Guid? subject, string? detail, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.AuditEntries.Add(Entry(action, actor, subject, detail));
        await context.SaveChangesAsync(cancellationToken);
    }
}
