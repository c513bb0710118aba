using System.Globalization;
using Learning.Web.Data;
using Learning.Web.Features.Mail;

namespace Learning.Web.Features.Assessments;

/// <summary>The mail that carries a link to a candidate. It says what the start page says first, and nothing that only a report should.</summary>
internal sealed class InvitationMails(MailOutbox outbox)
{
    public bool CanSend => outbox.IsOpen;

    public string Link(Uri site, string token) => outbox.Link(site, $"i/{token}");

    /// <summary>Left in the caller's context; it goes out once that is saved.</summary>
    public void Add(LabContext context, Candidate candidate, Invitation invitation, string organisation, string assessment, AssessmentPlan plan, string link)
    {
        if (!CanSend)
            return;
        var minutes = Math.Ceiling(plan.Minutes * candidate.TimeFactor);
        var opens = plan.OpensAt is { } at ? $" It can be begun from {Say(at)} on." : "";
        var contact = plan.Contact.Length == 0 ? "Questions? Answer to whoever told you of this mail." : $"Questions? Ask {plan.Contact}";
        var body = $"""
            Hello{(candidate.Name is { Length: > 0 } name ? $" {name}" : "")},

            {organisation} invites you to an assessment: {assessment}.

            You have {minutes.ToString("0", CultureInfo.InvariantCulture)} minutes in one go. The page behind this link says what is measured, what is recorded and for how long it is kept. Opening it starts nothing: the clock begins when you press the button there.

            {link}

            The link is for you alone and works until {Say(invitation.ExpiresAt)}.{opens}

            {contact}
            """;
        outbox.Add(context, candidate, invitation, $"{organisation}: {assessment}", body);
    }

    public void Ring() => outbox.Ring();

    private static string Say(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
