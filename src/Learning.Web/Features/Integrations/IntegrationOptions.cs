using System.ComponentModel.DataAnnotations;

namespace Learning.Web.Features.Integrations;

/// <summary>Section Integrations of the configuration: limits of the API and of webhooks.</summary>
internal sealed class IntegrationOptions
{
    public const string Section = "Integrations";

    /// <summary>Requests of one API token; after a pause, twice as many at once.</summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; set; } = 120;

    /// <summary>For everything: name, connection, TLS, and the target's whole answer.</summary>
    [Range(0.1, 60)]
    public double WebhookSeconds { get; set; } = 10;

    /// <summary>Before the second try; each later pause is four times as long, up to 16 hours.</summary>
    [Range(0.01, 3600)]
    public double WebhookFirstPauseSeconds { get; set; } = 5;

    [Range(1, 20)]
    public int WebhookTries { get; set; } = 10;

    /// <summary>Tries in a row that went wrong, over all messages, after which a webhook is switched off.</summary>
    [Range(1, 1000)]
    public int WebhookFailures { get; set; } = 30;

    /// <summary>Targets that are sent to at the same time; each has one place.</summary>
    [Range(1, 200)]
    public int WebhookTargets { get; set; } = 32;
}
