using Learning.Web.Data;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Tests.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Sittings;

/// <summary>A candidate's circuit over the real host.</summary>
internal sealed class Seated : IDisposable
{
    private readonly IServiceScope _scope;

    public Seated(AccountHost host, Sitting sitting)
    {
        _scope = host.Services.CreateScope();
        var provider = (ServerAuthenticationStateProvider)_scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        provider.SetAuthenticationState(Task.FromResult(new AuthenticationState(Seat.Of(sitting))));
    }

    public IServiceProvider Services => _scope.ServiceProvider;

    public T Get<T>() where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public void Dispose() => _scope.Dispose();
}
