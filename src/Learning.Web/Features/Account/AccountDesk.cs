using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.AspNetCore.Identity;

namespace Learning.Web.Features.Account;

/// <summary>Getting an account, and getting back into it.</summary>
internal sealed class AccountDesk(
    SignInManager<Person> signIn, SignInDesk door, PersonRegistry registry, AccountMails mails, AttemptLimits limits, AuditLog audit, FirstAdministrator first)
{
    private UserManager<Person> Users => signIn.UserManager;

    public bool CanSendMail => mails.CanSend;

    public async Task<FormAnswer> RegisterAsync(string name, string email, string password, string? returnUrl, CancellationToken cancellationToken)
    {
        if (!limits.Enter(signIn.Context, "register", email))
            return FormAnswer.Refused(AttemptLimits.Refusal);
        var (person, errors) = await registry.AddAsync(new(name, email, password), await AnonymousLearners.FindAsync(signIn.Context), cancellationToken);
        if (person is null)
        {
            // Sent twice, or registered before: whoever knows the password is let in, and the others are told.
            var known = errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateEmail));
            return known && await door.SignInAsync(email, password, keep: false, returnUrl) is { Next: not null } answer ? answer : Refused(errors);
        }
        await signIn.SignInAsync(person, isPersistent: true);
        await mails.SendConfirmationAsync(person, cancellationToken);
        return new(LocalAddress.Or(returnUrl, "/"));
    }

    public Task<bool> MayFoundAsync(string? code, CancellationToken cancellationToken) => first.IsGoodAsync(code, cancellationToken);

    /// <summary>The link is spent only on somebody who can be made.</summary>
    public async Task<FormAnswer> FoundAsync(string code, string name, string email, string password, CancellationToken cancellationToken)
    {
        if (!limits.Enter(signIn.Context, "found", name: null))
            return FormAnswer.Refused(AttemptLimits.Refusal);
        if (!await first.IsGoodAsync(code, cancellationToken))
            return FormAnswer.Refused("This link was used already.");
        var (person, errors) = await registry.AddAsync(new(name, email, password), await AnonymousLearners.FindAsync(signIn.Context), cancellationToken);
        if (person is null)
            return Refused(errors);
        if (!await first.UseAsync(code, person.Id, cancellationToken))
            return FormAnswer.Refused("Somebody else has used this link meanwhile. You have an account, and no rights.");
        await signIn.SignInAsync(person, isPersistent: false);
        return new("/admin/people");
    }

    /// <summary>Says nothing about whether there is such an account.</summary>
    public async Task<string?> ForgottenAsync(string email, CancellationToken cancellationToken)
    {
        if (!limits.Enter(signIn.Context, "reset", email))
            return AttemptLimits.Refusal;
        if (await Users.FindByEmailAsync(email.Trim()) is { DisabledAt: null } person)
            await mails.SendResetAsync(person, cancellationToken);
        return null;
    }

    public async Task<FormAnswer> ResetAsync(string id, string? code, string password, CancellationToken cancellationToken)
    {
        if (!limits.Enter(signIn.Context, "reset", id))
            return FormAnswer.Refused(AttemptLimits.Refusal);
        if (AccountMails.Decode(code) is not { } token || await FindAsync(id) is not { } person)
            return Refused([Users.ErrorDescriber.InvalidToken()]);
        var result = await Users.ResetPasswordAsync(person, token, password);
        if (!result.Succeeded)
            return Refused(result.Errors);
        await Users.SetLockoutEndDateAsync(person, null);
        if (!person.EmailConfirmed)
            await ProveMailboxAsync(person);
        await audit.WriteAsync(AuditActions.PasswordReset, actor: null, person.Id, detail: null, cancellationToken);
        return new("/account/sign-in?reset=done");
    }

    public async Task<bool> ConfirmAsync(string id, string? code) =>
        limits.Enter(signIn.Context, "confirm", id)
        && AccountMails.Decode(code) is { } token && await FindAsync(id) is { } person && (await Users.ConfirmEmailAsync(person, token)).Succeeded;

    /// <summary>An id out of a link may be anything.</summary>
    private async Task<Person?> FindAsync(string id) => Guid.TryParse(id, out var person) ? await Users.FindByIdAsync(person.ToString()) : null;

    /// <summary>Whoever registered with somebody else's address must not keep a way in once its owner shows up.</summary>
    private async Task ProveMailboxAsync(Person person)
    {
        person.EmailConfirmed = true;
        await Users.SetTwoFactorEnabledAsync(person, false);
        foreach (var login in await Users.GetLoginsAsync(person))
            await Users.RemoveLoginAsync(person, login.LoginProvider, login.ProviderKey);
    }

    internal static FormAnswer Refused(IEnumerable<IdentityError> errors)
    {
        var first = errors.First();
        return FormAnswer.Refused(first.Description, first.Code switch
        {
            nameof(IdentityErrorDescriber.PasswordMismatch) => "Current",
            var code when code.StartsWith("Password", StringComparison.Ordinal) => "Password",
            nameof(IdentityErrorDescriber.InvalidToken) => "",
            _ => "Email",
        });
    }
}
