using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Account;

/// <summary>An account as its owner sees it.</summary>
internal sealed record OwnAccountView(
    Guid Id, string Name, string Email, bool EmailIsConfirmed, bool HasPassword, bool HasTwoFactor, int RecoveryCodes, string? Key, DateTimeOffset Since, IReadOnlyList<string> Roles, bool CanSendMail);

/// <summary>What one does with one's own account. What weakens it asks for the password again.</summary>
internal sealed class OwnAccountDesk(SignInManager<Person> signIn, AccountMails mails, AuditLog audit, Standings standings, IDbContextFactory<LabContext> contexts)
{
    private UserManager<Person> Users => signIn.UserManager;

    public async Task<OwnAccountView> LoadAsync(CancellationToken cancellationToken)
    {
        var me = await MeAsync();
        var roles = (await standings.FindAsync(me.Id, cancellationToken))?.Roles ?? [];
        return new(me.Id, me.Name, me.Email!, me.EmailConfirmed, me.PasswordHash is not null, me.TwoFactorEnabled, await Users.CountRecoveryCodesAsync(me),
            await Users.GetAuthenticatorKeyAsync(me), me.CreatedAt, roles, mails.CanSend);
    }

    public async Task RenameAsync(string name)
    {
        var me = await MeAsync();
        me.Name = name.Trim();
        await Users.UpdateAsync(me);
        await signIn.RefreshSignInAsync(me);
    }

    public async Task SendConfirmationAsync(CancellationToken cancellationToken)
    {
        if (await MeAsync() is { EmailConfirmed: false } me)
            await mails.SendConfirmationAsync(me, cancellationToken);
    }

    /// <summary>Ends all other sessions.</summary>
    public async Task<FormAnswer> ChangePasswordAsync(string? current, string password)
    {
        var me = await MeAsync();
        if (me.PasswordHash is not null && await RefusePasswordAsync(me, current) is { } refusal)
            return FormAnswer.Refused(refusal, "Current");
        var result = me.PasswordHash is null ? await Users.AddPasswordAsync(me, password) : await Users.ChangePasswordAsync(me, current!, password);
        if (!result.Succeeded)
            return AccountDesk.Refused(result.Errors);
        await signIn.RefreshSignInAsync(me);
        return new("/account?done=password");
    }

    /// <summary>Makes a key for an authenticator app, unless one guards the account already.</summary>
    public async Task BeginTwoFactorAsync()
    {
        var me = await MeAsync();
        if (me.TwoFactorEnabled)
            return;
        await Users.ResetAuthenticatorKeyAsync(me);
        await signIn.RefreshSignInAsync(me);
    }

    /// <summary>The recovery codes, or null when the code is not the app's.</summary>
    public async Task<IReadOnlyList<string>?> FinishTwoFactorAsync(string code, CancellationToken cancellationToken)
    {
        var me = await MeAsync();
        var typed = code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (me.TwoFactorEnabled || !await Users.VerifyTwoFactorTokenAsync(me, Users.Options.Tokens.AuthenticatorTokenProvider, typed))
            return null;
        await Users.SetTwoFactorEnabledAsync(me, true);
        var codes = await NewCodesAsync(me);
        await audit.WriteAsync(AuditActions.TwoFactorOn, me.Id, me.Id, null, cancellationToken);
        await signIn.RefreshSignInAsync(me);
        return codes;
    }

    public async Task<(IReadOnlyList<string>? Codes, string? Refusal)> RenewCodesAsync(string? password)
    {
        var me = await MeAsync();
        return await RefusePasswordAsync(me, password) is { } refusal ? (null, refusal) : (await NewCodesAsync(me), null);
    }

    public async Task<string?> EndTwoFactorAsync(string? password, CancellationToken cancellationToken)
    {
        var me = await MeAsync();
        if (await RefusePasswordAsync(me, password) is { } refusal)
            return refusal;
        await Users.SetTwoFactorEnabledAsync(me, false);
        await Users.ResetAuthenticatorKeyAsync(me);
        await audit.WriteAsync(AuditActions.TwoFactorOff, me.Id, me.Id, null, cancellationToken);
        await signIn.RefreshSignInAsync(me);
        return null;
    }

    /// <summary>Really deletes: the learner's row goes, and everything that hangs on it. The audit log keeps an id that is nobody's any more.</summary>
    public async Task<string?> DeleteAsync(string? proof, CancellationToken cancellationToken)
    {
        var me = await MeAsync();
        if (await RefusePasswordAsync(me, proof) is { } refusal)
            return refusal;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await LastAdministrator.IsAsync(context, me.Id, cancellationToken))
            return "You are the only administrator. Make somebody else one first.";
        await context.Learners.Where(learner => learner.Id == me.Id).ExecuteDeleteAsync(cancellationToken);
        context.AuditEntries.Add(audit.Entry(AuditActions.Deleted, me.Id, me.Id));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await signIn.SignOutAsync();
        return null;
    }

    private async Task<Person> MeAsync() => await Users.GetUserAsync(signIn.Context.User) ?? throw new InvalidOperationException("Nobody is signed in.");

    private async Task<IReadOnlyList<string>> NewCodesAsync(Person me) => [.. await Users.GenerateNewTwoFactorRecoveryCodesAsync(me, 10) ?? []];

    /// <summary>Who is signed in, once they have shown it again; else why not.</summary>
    public async Task<(Person Me, string? Refusal)> ProveAsync(string? proof)
    {
        var me = await MeAsync();
        return (me, await RefusePasswordAsync(me, proof));
    }

    /// <summary>Wrong ones count towards the lockout. Somebody without a password types the address instead.</summary>
    private async Task<string?> RefusePasswordAsync(Person me, string? proof)
    {
        if (me.PasswordHash is null)
            return string.Equals(proof?.Trim(), me.Email, StringComparison.OrdinalIgnoreCase) ? null : "This is not your address.";
        var result = await signIn.CheckPasswordSignInAsync(me, proof ?? "", lockoutOnFailure: true);
        return result.Succeeded ? null : result.IsLockedOut ? "Too many wrong tries. Wait five minutes." : "This is not your password.";
    }
}
