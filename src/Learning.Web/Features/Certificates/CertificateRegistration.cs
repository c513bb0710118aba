namespace Learning.Web.Features.Certificates;

internal static class CertificateRegistration
{
    public static void AddCertificates(this IServiceCollection services) => services.AddScoped<CertificateDesk>();
}
