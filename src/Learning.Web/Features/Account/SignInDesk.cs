using System.Security.Claims;
using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Microsoft.AspNetCore.Identity;

namespace Learning.Web.Features.Account;

/// <summary>Where a form leads: on to an address, or back with what is wrong (with the form as a whole when it names no field).</summary>
internal sealed record FormAnswer(string? Next, string? Refusal = null, string Field = "")
{
    public static FormAnswer Refused(string why, string field = "") => new(null, why, field);
}

/// <summary>Signing in, by password, with a second factor, or after another site has said who it is.</summary>
internal sealed class SignInDesk(SignInManager<Person> signIn, PersonRegistry registry, AttemptLimits limits, AuditLog audit)
{
    private const string NoMatch = "Address and password do not go together.";
    private const string Closed = "This account is closed. Ask an administrator.";

    private HttpContext Http => signIn.Context;

    public async Task<FormAnswer> SignInAsync(string email, string password, bool keep, string? returnUrl)
    {
        if (!limits.Enter(Http, "sign-in", email))
            return FormAnswer.Refused(AttemptLimits.Refusal);
        var users = signIn.UserManager;
        if (await users.FindByEmailAsync(email.Trim()) is not { } person)
        {
            users.PasswordHasher.HashPassword(null!, password); // an unknown address takes as long as a wrong password
            return FormAnswer.Refused(NoMatch);
        }
        var wasLocked = await users.IsLockedOutAsync(person);
        var result = await signIn.PasswordSignInAsync(person, password, keep, lockoutOnFailure: true);
        if (result.IsNotAllowed && !await users.CheckPasswordAsync(person, password))
            return FormAnswer.Refused(NoMatch);
        return await AnswerAsync(result, person, wasLocked, LocalAddress.Or(returnUrl, "/"), keep, NoMatch);
    }

    public async Task<bool> IsHalfwayAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    public async Task<FormAnswer> SecondFactorAsync(string code, bool isRecovery, bool keep, string? returnUrl)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } person)
            return new(LocalAddress.SignIn(LocalAddress.Or(returnUrl, "/")));
        if (!limits.Enter(Http, "two-factor", person.Email))
            return FormAnswer.Refused(AttemptLimits.Refusal);
        var wasLocked = await signIn.UserManager.IsLockedOutAsync(person);
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        var result = isRecovery
            ? await signIn.TwoFactorRecoveryCodeSignInAsync(typed)
            : await signIn.TwoFactorAuthenticatorSignInAsync(typed.Replace("-", "", StringComparison.Ordinal), keep, rememberClient: false);
        var wrong = isRecovery ? "This is none of your unused recovery codes." : "This code is not right, or not any more. Codes change every 30 seconds.";
        return await AnswerAsync(result, person, wasLocked, LocalAddress.Or(returnUrl, "/"), keep, wrong);
    }

    /// <summary>Back from the provider. Joins an account of the same address only when both sides have seen its mailbox.</summary>
    public async Task<string> CompleteExternalAsync(string? returnUrl, CancellationToken cancellationToken)
    {
        var (next, users) = (LocalAddress.Or(returnUrl, "/"), signIn.UserManager);
        if (await signIn.GetExternalLoginInfoAsync() is not { } login)
            return "/account/sign-in?external=failed";
        var result = await signIn.ExternalLoginSignInAsync(login.LoginProvider, login.ProviderKey, isPersistent: false, bypassTwoFactor: false);
        if (result.RequiresTwoFactor)
            return SecondFactor(next, keep: false);
        if (result.IsLockedOut || result.IsNotAllowed)
            return "/account/sign-in?external=closed";
        if (result.Succeeded)
            return next;
        if (login.Principal.FindFirstValue(ClaimTypes.Email) is not { Length: > 0 } email)
            return "/account/sign-in?external=address";
        var verified = bool.TryParse(login.Principal.FindFirstValue(ExternalSignIn.EmailVerified), out var said) && said;
        if (await users.FindByEmailAsync(email) is { } known)
        {
            if (!verified || !known.EmailConfirmed)
                return "/account/sign-in?external=unconfirmed";
            await users.AddLoginAsync(known, login);
        }
        else
        {
            var name = login.Principal.FindFirstValue(ClaimTypes.Name) is { Length: > 0 and <= PersonTable.NameLength } given ? given : email.Split('@')[0];
            var (person, _) = await registry.AddAsync(
                new(name, email, Password: null) { EmailIsConfirmed = verified, Login = login }, await AnonymousLearners.FindAsync(Http), cancellationToken);
            if (person is null)
                return "/account/sign-in?external=failed";
        }
        return (await signIn.ExternalLoginSignInAsync(login.LoginProvider, login.ProviderKey, isPersistent: false, bypassTwoFactor: false)) switch
        {
            { Succeeded: true } => next,
            { RequiresTwoFactor: true } => SecondFactor(next, keep: false),
            _ => "/account/sign-in?external=closed",
        };
    }

    private async Task<FormAnswer> AnswerAsync(SignInResult result, Person person, bool wasLocked, string next, bool keep, string wrong)
    {
        if (result.IsLockedOut && !wasLocked)
            await audit.WriteAsync(AuditActions.LockedOut, actor: null, person.Id, Http.Connection.RemoteIpAddress?.ToString(), CancellationToken.None);
        return result switch
        {
            { Succeeded: true } => new(next),
            { RequiresTwoFactor: true } => new(SecondFactor(next, keep)),
            { IsLockedOut: true } => FormAnswer.Refused("Too many wrong tries. This account takes no sign-in for five minutes, not even with the right password."),
            { IsNotAllowed: true } => FormAnswer.Refused(Closed),
            _ => FormAnswer.Refused(wrong),
        };
    }

    private static string SecondFactor(string next, bool keep) => $"/account/two-factor?keep={(keep ? "true" : "false")}&returnUrl={Uri.EscapeDataString(next)}";
}
