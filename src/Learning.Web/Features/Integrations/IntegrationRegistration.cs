using Learning.Web.Features.Integrations.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Learning.Web.Features.Integrations;

internal static class IntegrationRegistration
{
    public static void AddIntegrations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IntegrationOptions>().Bind(configuration.GetSection(IntegrationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<HiringEvents>();
        services.AddSingleton<TargetAddresses>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookRows>();
        services.AddSingleton<WebhookBell>();
        services.AddHostedService<WebhookSender>();
    }
}
