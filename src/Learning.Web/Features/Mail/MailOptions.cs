using System.ComponentModel.DataAnnotations;

namespace Learning.Web.Features.Mail;

/// <summary>Section Mail of the configuration. Without a host nothing is sent; in Development mails can be read at /development/mail.</summary>
internal sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public bool StartTls { get; set; } = true;
    public string? UserName { get; set; }
    public string? Password { get; set; }
    /// <summary>The sender's address.</summary>
    public string? From { get; set; }
    /// <summary>Address of this site as mails name it. What a request calls the site may be a stranger's choice.</summary>
    public Uri? SiteAddress { get; set; }

    public bool IsConfigured => !string.IsNullOrWhiteSpace(Host);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsConfigured && (string.IsNullOrWhiteSpace(From) || SiteAddress is null or { IsAbsoluteUri: false }))
            yield return new("Mail:Host needs Mail:From, and Mail:SiteAddress with the site's address as people type it.", [nameof(Host)]);
    }
}
