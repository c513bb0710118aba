using System.Text;
using Learning.Web.Data;
using Learning.Web.Features.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Learning.Web.Features.Account;

/// <summary>Mails with a link that proves whose mailbox it is. A link is good once and for a short time.</summary>
internal sealed class AccountMails(UserManager<Person> users, MailOutbox outbox, NavigationManager navigation)
{
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(2);

    public bool CanSend => outbox.IsOpen;

    public async Task SendConfirmationAsync(Person person, CancellationToken cancellationToken)
    {
        if (CanSend)
            await SendAsync(person, "Confirm your address for Latency Lab", "account/confirm", await users.GenerateEmailConfirmationTokenAsync(person),
                "This address was given for an account at Latency Lab. If that was you, confirm it here:", cancellationToken);
    }

    public async Task SendResetAsync(Person person, CancellationToken cancellationToken)
    {
        if (CanSend)
            await SendAsync(person, "A new password for Latency Lab", "account/reset", await users.GeneratePasswordResetTokenAsync(person),
                "Somebody asked for a new password for your account at Latency Lab. If that was you, choose it here:", cancellationToken);
    }

    /// <summary>To the new address: whoever reads it there owns it.</summary>
    public async Task SendChangeAsync(Person person, string email, CancellationToken cancellationToken)
    {
        var code = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await users.GenerateChangeEmailTokenAsync(person, email)));
        var link = outbox.Link(navigation, $"account/email/confirm?person={person.Id}&email={Uri.EscapeDataString(email)}&code={code}");
        await outbox.AddAsync(person, email, "Confirm your new address for Latency Lab", Body(person, "This address was given as the new one of your account at Latency Lab. If that was you, confirm it here:", link), LinkLifetime, cancellationToken);
    }

    /// <summary>To the old address, which has no say any more and has to know.</summary>
    public Task TellOfChangeAsync(Person person, string old, CancellationToken cancellationToken) => !CanSend ? Task.CompletedTask : outbox.AddAsync(person, old, "Your address for Latency Lab has changed", $"""
        Hello {person.Name},

        your account at Latency Lab now has another e-mail address, which was confirmed by a link sent there. Sign in with that one from now on.

        If it was not you, tell an administrator of the site at once: they can close the account and give it back.
        """, LinkLifetime, cancellationToken);

    public static string? Decode(string? code)
    {
        try
        {
            return code is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private Task SendAsync(Person person, string subject, string page, string token, string text, CancellationToken cancellationToken)
    {
        var link = outbox.Link(navigation, $"{page}?person={person.Id}&code={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}");
        return outbox.AddAsync(person, subject, Body(person, text, link), LinkLifetime, cancellationToken);
    }

    private static string Body(Person person, string text, string link) => $"""
        Hello {person.Name},

        {text}

        {link}

        The link works for {LinkLifetime.TotalHours:0} hours. If it was not you, do nothing.
        """;
}
