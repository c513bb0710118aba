using System.Globalization;
using Learning.Web.Components;
using Learning.Web.Data;

namespace Learning.Web.Features.Assessments;

internal enum InvitationState { Invited, Expired, Revoked, Opened, Running, Answering, HandedIn }

/// <summary>How the newest mail of an invitation is doing.</summary>
internal sealed record MailProgress(DateTimeOffset? SentAt, string? Error, int Tries, DateTimeOffset ExpiresAt)
{
    public string Say(DateTimeOffset now) => this switch
    {
        { SentAt: { } at } => $"mail sent {When.Say(at, now)}",
        _ when ExpiresAt <= now => "the mail was never sent",
        { Error: { } why } => string.Create(CultureInfo.InvariantCulture, $"the mail could not be sent yet ({why.TrimEnd('.')}; {Tries} tries). It is tried again by itself; the invitation stands"),
        _ => "mail waiting",
    };
}

/// <summary>One invitation. It names the person and not the code by which markers know them: who marks must not learn here who it is.</summary>
internal sealed record InvitationRow(
    Guid Id, Guid CandidateId, string? Name, string? Email, decimal TimeFactor, int Revision, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, InvitationState State, DateTimeOffset? Since, MailProgress? Mail)
{
    public string Who => Name ?? Email ?? "made anonymous";

    public bool MaySendAgain => Email is not null && State is not (InvitationState.Revoked or InvitationState.HandedIn);
    public bool MayExtend => State is InvitationState.Invited or InvitationState.Expired;
    public bool MayRevoke => State == InvitationState.Invited;

    public static InvitationState StateOf(DateTimeOffset? usedAt, DateTimeOffset? revokedAt, DateTimeOffset expiresAt, SittingStatus? sitting, DateTimeOffset now) => sitting switch
    {
        SittingStatus.HandedIn => InvitationState.HandedIn,
        SittingStatus.Defending => InvitationState.Answering,
        SittingStatus.Running => InvitationState.Running,
        SittingStatus.Accepted => InvitationState.Opened,
        _ when usedAt is not null => InvitationState.Opened,
        _ when revokedAt is not null => InvitationState.Revoked,
        _ => expiresAt <= now ? InvitationState.Expired : InvitationState.Invited,
    };

    public string Say(DateTimeOffset now) => State switch
    {
        InvitationState.Invited => $"until {ExpiresAt.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC",
        InvitationState.Expired => $"ended {When.Say(ExpiresAt, now)}",
        _ => Since is { } at ? When.Say(at, now) : "",
    };
}

internal sealed record InvitationsView(Guid Id, string Organisation, string Name, int? Revision, string? Blocked, bool CanMail, IReadOnlyList<InvitationRow> Rows);

/// <summary>What came of inviting: new ones with their links, and what could not be done, in sentences.</summary>
public sealed record InvitingReport(IReadOnlyList<Invited> Invited, IReadOnlyList<string> Faults, string? Refusal = null)
{
    public static InvitingReport Refuse(string why) => new([], [], why);
}
