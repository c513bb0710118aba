namespace Learning.Web.Features.Administration;

internal static class AdministrationRegistration
{
    public static void AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditDesk>();
        services.AddScoped<PeopleDesk>();
        services.AddScoped<OrganisationDesk>();
    }
}
