using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Account;

/// <summary>Another e-mail address for an account. It holds once its owner has confirmed it, and the old one is told.</summary>
internal sealed class EmailChange(SignInManager<Person> signIn, OwnAccountDesk own, AccountMails mails, AttemptLimits limits, AuditLog audit)
{
    private UserManager<Person> Users => signIn.UserManager;

    /// <summary>Sends the link to the new address. Nothing has changed until it is used.</summary>
    public async Task<FormAnswer> AskAsync(string email, string? proof, CancellationToken cancellationToken)
    {
        var wanted = email.Trim();
        if (!limits.Enter(signIn.Context, "email", wanted))
            return FormAnswer.Refused(AttemptLimits.Refusal);
        var (me, refusal) = await own.ProveAsync(proof);
        if (refusal is not null)
            return FormAnswer.Refused(refusal, "Password");
        if (string.Equals(wanted, me.Email, StringComparison.OrdinalIgnoreCase))
            return FormAnswer.Refused("This is your address already.", "Email");
        if (await Users.FindByEmailAsync(wanted) is not null)
            return FormAnswer.Refused(AccountWords.Taken, "Email");
        await mails.SendChangeAsync(me, wanted, cancellationToken);
        return new($"/account/email?sent={Uri.EscapeDataString(wanted)}");
    }

    /// <summary>True when the address is the account's now. The link is bound to both addresses, and is good once.</summary>
    public async Task<bool> ConfirmAsync(string id, string? email, string? code, CancellationToken cancellationToken)
    {
        if (!limits.Enter(signIn.Context, "confirm", id) || email is null || AccountMails.Decode(code) is not { } token)
            return false;
        if (!Guid.TryParse(id, out var known) || await Users.FindByIdAsync(known.ToString()) is not { DisabledAt: null, Email: { } old } person)
            return false;
        person.UserName = email; // the same as the address everywhere, and saved with it or not at all
        try
        {
            if (!(await Users.ChangeEmailAsync(person, email, token)).Succeeded)
                return false;
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false; // somebody registered with it meanwhile
        }
        await audit.WriteAsync(AuditActions.EmailChanged, person.Id, person.Id, detail: null, cancellationToken);
        await mails.TellOfChangeAsync(person, old, cancellationToken);
        if (CurrentLearner.Id(signIn.Context.User) == person.Id && CurrentLearner.IsPerson(signIn.Context.User))
            await signIn.RefreshSignInAsync(person);
        return true;
    }
}
