using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Learning.Web.Data;

namespace Learning.Web.Features.Assessments;

/// <summary>Somebody to invite. A factor that is not given leaves a known candidate's as it is. <c>ExternalId</c>: What an applicant tracking system calls it.</summary>
internal sealed record Invitee(string Email, string? Name = null, decimal? TimeFactor = null, string? ExternalId = null)
{
    private static readonly EmailAddressAttribute Address = new();

    /// <summary>As candidates are told apart in an organisation.</summary>
    public string Key => Email.Trim().Normalize().ToLowerInvariant();

    /// <summary>A sentence about what is wrong, or null.</summary>
    public string? Refuse() => this switch
    {
        { Email.Length: 0 } => "An e-mail address is needed.",
        { Email.Length: > PersonTable.EmailLength } => "The e-mail address is longer than 254 characters.",
        _ when Email.Any(char.IsControl) || Email.Any(char.IsWhiteSpace) || !Address.IsValid(Email) || !MailAddress.TryCreate(Email, out var parsed) || parsed.Address != Email => $"“{Short(Email)}” is no e-mail address.",
        { Name.Length: > PersonTable.NameLength } => "The name is longer than 80 characters.",
        { Name: { } name } when name.Any(char.IsControl) => "The name has characters that cannot be used here.",
        { TimeFactor: < 1 or > 4 } => TimeFactors.OutOfRange,
        { ExternalId.Length: > 200 } => "The external id is longer than 200 characters.",
        _ => null,
    };

    private static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";
}

/// <summary>Whom an organisation invites to the newest revision of an assessment. <c>By</c>: the person; null for the API. <c>Site</c>: the site's address where the configuration names none.</summary>
internal sealed record InviteOrder(Guid Organisation, Guid Assessment, IReadOnlyList<Invitee> Invitees, Guid? By, Uri Site);

/// <summary>A new invitation. The link is known now and never again: of its secret a hash is kept.</summary>
public sealed record Invited(Guid InvitationId, Guid CandidateId, string Code, string Email, string? Name, string Token, string Link, DateTimeOffset ExpiresAt);

/// <summary>What became of one invitee: invited, or why not.</summary>
internal sealed record InviteOutcome(Invitee Invitee, Invited? Invited, string? Refusal);

/// <summary><c>Refusal</c>: why nobody could be invited. <c>Missing</c>: the organisation has no such assessment. One outcome for each invitee, in their order.</summary>
internal sealed record InviteAnswer(string? Refusal, IReadOnlyList<InviteOutcome> Outcomes, bool Missing = false)
{
    public static InviteAnswer Refuse(string why, bool missing = false) => new(why, [], missing);
}
