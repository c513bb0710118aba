using System.ComponentModel.DataAnnotations;
using Learning.Web.Components.Forms;
using Learning.Web.Data;

namespace Learning.Web.Features.Account;

/// <summary>What a new person fills in.</summary>
internal sealed class Registration
{
    [Required(ErrorMessage = "A name is needed. Any will do."), MaxLength(PersonTable.NameLength, ErrorMessage = "At most 80 characters."), PlainText]
    public string? Name { get; set; }

    [Required(ErrorMessage = "An e-mail address is needed."), EmailAddress(ErrorMessage = "This is no e-mail address."), MaxLength(PersonTable.EmailLength, ErrorMessage = "At most 254 characters."), PlainText]
    public string? Email { get; set; }

    [Required(ErrorMessage = "A password is needed."), MaxLength(Passwords.Longest, ErrorMessage = Passwords.TooLong)]
    public string? Password { get; set; }
}

internal static class Passwords
{
    /// <summary>Hashing takes time by length.</summary>
    public const int Longest = 200;
    public const string TooLong = "At most 200 characters.";
}

/// <summary>A code that was typed: of an authenticator app, or for recovery.</summary>
internal sealed class OneCode
{
    [Required(ErrorMessage = "The code is needed."), MaxLength(30, ErrorMessage = "This is too long for a code."), PlainText]
    public string? Code { get; set; }
}

/// <summary>A new password, and the one before it where that is asked for.</summary>
internal sealed class PasswordChange
{
    [MaxLength(Passwords.Longest, ErrorMessage = Passwords.TooLong)]
    public string? Current { get; set; }

    [Required(ErrorMessage = "A password is needed."), MaxLength(Passwords.Longest, ErrorMessage = Passwords.TooLong)]
    public string? Password { get; set; }
}

/// <summary>The password, asked for again before something that cannot be undone.</summary>
internal sealed class Proof
{
    [Required(ErrorMessage = "This is needed to go on."), MaxLength(PersonTable.EmailLength, ErrorMessage = Passwords.TooLong), PlainText]
    public string? Password { get; set; }
}
