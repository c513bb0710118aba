using Learning.Grading.Reports;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(Learning.Benchmarks.Assessments.Inside.Door))]

namespace Learning.Benchmarks.Assessments.Inside;

/// <summary>
/// Lives in the published site's process, and only in the one that the bench starts. A page of a sitting acts over its circuit: it calls a desk in a scope whose
/// user is the seat. Here the same desks are called, in such a scope, by a request with the seat's cookie. Everything behind the desks is the site as it ships.
/// </summary>
internal sealed class Door : IHostingStartup, IStartupFilter
{
    public const string Path = "/bench";

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(this));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(Path, door => door.Run(EnterAsync));
        next(app);
    };

    private static async Task EnterAsync(HttpContext http)
    {
        var words = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["seed"])
        {
            await http.Response.WriteAsJsonAsync(await Seeding.SeedAsync(http), GradeReport.Json, http.RequestAborted);
            return;
        }
        if (words is ["built"])
        {
            await http.Response.WriteAsJsonAsync(http.RequestServices.GetRequiredService<InvitedVariants>().Figures, GradeReport.Json, http.RequestAborted);
            return;
        }
        var seat = await http.AuthenticateAsync(Seat.Scheme);
        if (seat.Principal is not { } candidate)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        ((IHostEnvironmentAuthenticationStateProvider)http.RequestServices.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(Task.FromResult(new AuthenticationState(candidate)));
        if (await Acts.OfAsync(http, words) is { } answer)
            await http.Response.WriteAsJsonAsync(answer, answer.GetType(), GradeReport.Json, http.RequestAborted);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
