using Learning.Web.Features.Account;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Caching.Memory;

namespace Learning.Web.Hosting;

/// <summary>
/// What a page read while it was prerendered, kept until its circuit asks for the same: the first interactive render then has all its content,
/// and nothing flickers. It stays on the server because a circuit may not begin with more than 32 kB of state. One per request or circuit.
/// </summary>
internal sealed class PageHandover(IMemoryCache cache, CurrentLearner learner, IServiceProvider services)
{
    /// <summary>Longer than a circuit takes to start, and too short to show anything old.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);

    public bool Prerendering => PrerenderedPage is not null;

    /// <summary>Path and query while a request prerenders; null in a circuit.</summary>
    public string? PrerenderedPage { get; set; }

    /// <summary>Hands over once; afterwards, and wherever nothing was left, it reads. <paramref name="keep"/> refuses what changes by itself.</summary>
    public async Task<T> ReadAsync<T>(string what, Func<Task<T>> read, Func<T, bool>? keep = null)
    {
        if (await learner.FindIdAsync() is not { } mine)
            return await read();
        // Of this page: who goes on before a circuit has begun leaves one behind, which must not take what the next page left for its own.
        var key = (typeof(PageHandover), mine, PrerenderedPage ?? OpenPage(), what);
        if (!Prerendering && cache.TryGetValue(key, out T? left)) // null too: that nothing is there was read as well
        {
            cache.Remove(key);
            return left!;
        }

        var value = await read();
        if (Prerendering && (keep?.Invoke(value) ?? true))
            cache.Set(key, value, Lifetime);
        return value;
    }

    private string OpenPage()
    {
        try
        {
            return new Uri(services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;
        }
        catch (InvalidOperationException)
        {
            return ""; // asked by no page, where there is none of these or it is at no address
        }
    }
}

internal static class PageHandoverRegistration
{
    public static void AddPageHandover(this IServiceCollection services) => services.AddMemoryCache().AddScoped<PageHandover>();

    /// <summary>Components of a circuit live in a scope of their own, which no request passes through here.</summary>
    public static void UsePageHandover(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.RequestServices.GetRequiredService<PageHandover>().PrerenderedPage = context.Request.GetEncodedPathAndQuery();
        return next(context);
    });
}
