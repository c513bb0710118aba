using System.Net;
using System.Security.Claims;
using Learning.Web.Features.Account;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace Learning.Web.Hosting;

/// <summary>
/// Connected circuits, by person and by network address. Whoever has too many gets the next page without one: it can be read, and says why its buttons rest.
/// Circuits that wait for their browser to come back do not count, so that coming back is never refused.
/// </summary>
internal sealed class OpenCircuits(IOptions<SiteLimits> limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, int> people = [];
    private readonly Dictionary<string, int> addresses = new(StringComparer.Ordinal);

    /// <summary>A sentence for the page, or null.</summary>
    public string? Refusal(ClaimsPrincipal user, IPAddress? address)
    {
        lock (gate)
        {
            if (CurrentLearner.Id(user) is { } id && people.GetValueOrDefault(id) >= limits.Value.PagesPerPerson)
                return $"You have {limits.Value.PagesPerPerson} pages open, and that is as many as work at once. This one can be read; close some of the others, then reload it. Nothing is lost.";
            return addresses.GetValueOrDefault(Key(address)) >= limits.Value.PagesPerAddress
                ? "Too many pages are open from your network. This one can be read; reload it in a while. Nothing is lost." : null;
        }
    }

    public void Add(Guid? person, IPAddress? address, int by)
    {
        lock (gate)
        {
            if (person is { } id && (people[id] = people.GetValueOrDefault(id) + by) <= 0)
                people.Remove(id);
            if ((addresses[Key(address)] = addresses.GetValueOrDefault(Key(address)) + by) <= 0)
                addresses.Remove(Key(address));
        }
    }

    private static string Key(IPAddress? address) => address?.ToString() ?? "";
}

/// <summary>Counts one circuit while its browser is connected.</summary>
internal sealed class CircuitCount(OpenCircuits open, AuthenticationStateProvider authentication, IHttpContextAccessor http) : CircuitHandler
{
    private (Guid? Person, IPAddress? Address)? counted;

    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        counted = (CurrentLearner.Id((await authentication.GetAuthenticationStateAsync()).User), http.HttpContext?.Connection.RemoteIpAddress);
        open.Add(counted.Value.Person, counted.Value.Address, 1);
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (counted is { } was)
            open.Add(was.Person, was.Address, -1);
        counted = null;
        return Task.CompletedTask;
    }
}

internal static class CircuitLimits
{
    /// <summary>For those that do not read the page: no connection is negotiated, or opened, past the limit.</summary>
    public static void UseCircuitLimits(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var opens = context.Request.Path == "/_blazor/negotiate" || (context.Request.Path == "/_blazor" && context.WebSockets.IsWebSocketRequest && !context.Request.Query.ContainsKey("id"));
        if (!opens || context.RequestServices.GetRequiredService<OpenCircuits>().Refusal(context.User, context.Connection.RemoteIpAddress) is not { } refusal)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return context.Response.WriteAsync(refusal, context.RequestAborted);
    });
}
