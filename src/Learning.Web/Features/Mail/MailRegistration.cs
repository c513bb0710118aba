namespace Learning.Web.Features.Mail;

internal static class MailRegistration
{
    public static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MailBell>();
        services.AddSingleton<MailOutbox>();
        services.AddHostedService<MailSender>();
    }
}
