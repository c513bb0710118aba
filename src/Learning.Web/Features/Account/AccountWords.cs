using Microsoft.AspNetCore.Identity;

namespace Learning.Web.Features.Account;

/// <summary>What Identity says, in our words. The code's beginning says which field it is about.</summary>
internal sealed class AccountWords : IdentityErrorDescriber
{
    public const int PasswordLength = 10;
    public const string Taken = "There is an account with this address already. Sign in, or ask for a new password.";

    public override IdentityError DuplicateEmail(string email) => new() { Code = nameof(DuplicateEmail), Description = Taken };

    public override IdentityError DuplicateUserName(string userName) => new() { Code = nameof(DuplicateUserName), Description = Taken };

    public override IdentityError InvalidEmail(string? email) => new() { Code = nameof(InvalidEmail), Description = "This is no e-mail address." };

    public override IdentityError PasswordTooShort(int length) => new() { Code = nameof(PasswordTooShort), Description = $"At least {length} characters. Any will do; a few words in a row are good." };

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => new() { Code = nameof(PasswordRequiresUniqueChars), Description = $"At least {uniqueChars} different characters." };

    public override IdentityError PasswordMismatch() => new() { Code = nameof(PasswordMismatch), Description = "This is not your password." };

    public override IdentityError InvalidToken() => new() { Code = nameof(InvalidToken), Description = "This link was used already, or it is too old. Ask for a new one." };
}

/// <summary>A password that contains its owner's address or name is the first one that is tried.</summary>
internal sealed class PasswordIsNotTheName : IPasswordValidator<Data.Person>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Data.Person> manager, Data.Person user, string? password)
    {
        var local = user.Email?.Split('@')[0] ?? "";
        var guessable = password is not null && new[] { user.Email, user.Name, local }
            .Any(word => word is { Length: >= 4 } && password.Contains(word, StringComparison.OrdinalIgnoreCase) && password.Length < word.Length + 6);
        return Task.FromResult(guessable
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordIsTheName", Description = "This is too close to your name or address." })
            : IdentityResult.Success);
    }
}
