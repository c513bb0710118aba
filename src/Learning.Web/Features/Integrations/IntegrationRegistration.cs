using System.Text.Json.Serialization;
using Learning.Web.Features.Integrations.Api;
using Learning.Web.Features.Integrations.Exports;
using Learning.Web.Features.Integrations.Settings;
using Learning.Web.Features.Integrations.Webhooks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Learning.Web.Features.Integrations;

internal static class IntegrationRegistration
{
    public static void AddIntegrations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IntegrationOptions>().Bind(configuration.GetSection(IntegrationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<HiringEvents>();
        services.AddWebhooks();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<ApiLimits>();
        services.AddSingleton<IdempotentAnswers>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiAuthentication>(ApiAuthentication.SchemeName, null);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddOpenApi(ApiRoutes.Version, ApiDescription.Configure);
        services.AddScoped<HiringSettingsDesk>();
        services.AddScoped<WebhookDesk>();
    }

    private static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<TargetAddresses>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookRows>();
        services.AddSingleton<WebhookBell>();
        services.AddHostedService<WebhookSender>();
    }

    public static void MapIntegrations(this IEndpointRouteBuilder routes)
    {
        routes.MapApi();
        routes.MapExports();
    }
}
