using System.ComponentModel.DataAnnotations;

namespace Learning.Web.Features.Account;

/// <summary>Section Accounts of the configuration.</summary>
internal sealed class AccountOptions : IValidatableObject
{
    public const string Section = "Accounts";

    /// <summary>Made at the first start, as long as there is no administrator.</summary>
    public FirstAdministratorOptions Administrator { get; set; } = new();

    /// <summary>Sign-in through another site; off while it has no client id.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>People of every role with passwords that the sign-in page shows. In Development only, whatever is said here.</summary>
    public bool DemoPeople { get; set; }

    /// <summary>Their past, really graded: about a minute of it at the first start. Only where they are.</summary>
    public bool DemoHistory { get; set; }

    /// <summary>How often an open page asks whether its person may still be there, in seconds.</summary>
    [Range(1, 60)]
    public int RevalidationSeconds { get; set; } = 30;

    /// <summary>Tries to sign in, register or reset within five minutes, from one network address. Many people may share one.</summary>
    [Range(1, 100_000)]
    public int TriesPerAddress { get; set; } = 100;

    /// <summary>The same, about one e-mail address.</summary>
    [Range(1, 100_000)]
    public int TriesPerName { get; set; } = 15;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Administrator.Email) != string.IsNullOrEmpty(Administrator.Password))
            yield return new("Accounts:Administrator needs both Email and Password, or neither.", [nameof(Administrator)]);
        if (Administrator.Email is { Length: > 0 } email && !new EmailAddressAttribute().IsValid(email))
            yield return new("Accounts:Administrator:Email is no e-mail address.", [nameof(Administrator)]);
        if (Oidc.IsConfigured && Oidc.Missing is { Count: > 0 } missing)
            yield return new($"Accounts:Oidc has a ClientId and lacks {string.Join(", ", missing)}.", [nameof(Oidc)]);
    }
}

internal sealed class FirstAdministratorOptions
{
    public string? Email { get; set; }
    public string? Password { get; set; }
    public string Name { get; set; } = "Administrator";
}

/// <summary>An OpenID Connect provider, by its endpoints.</summary>
internal sealed class OidcOptions
{
    /// <summary>What the button says after "Sign in with".</summary>
    public string Name { get; set; } = "your organisation";
    public string? ClientId { get; set; }
    public string? ClientSecret { get; set; }
    public string? AuthorizationEndpoint { get; set; }
    public string? TokenEndpoint { get; set; }
    public string? UserInfoEndpoint { get; set; }

    public bool IsConfigured => !string.IsNullOrWhiteSpace(ClientId);

    public IReadOnlyList<string> Missing =>
    [
        .. new (string Name, string? Value)[]
        {
            (nameof(ClientSecret), ClientSecret), (nameof(AuthorizationEndpoint), AuthorizationEndpoint), (nameof(TokenEndpoint), TokenEndpoint), (nameof(UserInfoEndpoint), UserInfoEndpoint),
        }.Where(each => string.IsNullOrWhiteSpace(each.Value)).Select(each => each.Name),
    ];
}
