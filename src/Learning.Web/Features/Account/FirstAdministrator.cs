using System.Security.Cryptography;
using System.Text;
using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Account;

/// <summary>
/// Somebody has to let the others in. While there is no administrator, each start makes one from the configuration, or prints a link that makes one.
/// The link goes to the console and never to a log, and the database has only its hash.
/// </summary>
internal sealed class FirstAdministrator(
    IDbContextFactory<LabContext> contexts, IServiceScopeFactory scopes, IOptions<AccountOptions> options, IServer server, AuditLog audit, TimeProvider time, DemoPeople demo) : IHostedLifecycleService
{
    public const string Path = "/account/first-administrator";

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await ExistsAsync(cancellationToken))
            return;
        var configured = options.Value.Administrator;
        if (configured.Email is { Length: > 0 } email)
            await AddAsync(new(configured.Name, email, configured.Password), cancellationToken);
        else
            await PrintAsync(await LinkAsync(cancellationToken));
    }

    /// <summary>A link that was not used, while there is nobody yet.</summary>
    public async Task<bool> IsGoodAsync(string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(code) || await ExistsAsync(cancellationToken))
            return false;
        var hash = Hash(code);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.SetupLinks.AnyAsync(link => link.Hash == hash, cancellationToken);
    }

    /// <summary>Spends the link, and with it all others, on this person. Of two who come at once, one gets false.</summary>
    public async Task<bool> UseAsync(string code, Guid person, CancellationToken cancellationToken)
    {
        var hash = Hash(code);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.SetupLinks.Where(link => link.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        await context.SetupLinks.ExecuteDeleteAsync(cancellationToken);
        context.Add(new PersonRole { PersonId = person, Role = Roles.Administrator });
        context.AuditEntries.Add(audit.Entry(AuditActions.AdministratorMade, person, person, "by the link on the console"));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<string> LinkAsync(CancellationToken cancellationToken)
    {
        var code = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.SetupLinks.Add(new() { Hash = Hash(code), CreatedAt = time.GetUtcNow() });
        await context.SaveChangesAsync(cancellationToken);
        return $"{Path}?code={code}";
    }

    /// <summary>A demo administrator counts only where they can sign in.</summary>
    private async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.People.AnyAsync(
            person => person.DisabledAt == null && (!person.IsDemo || demo.AreAllowed) && person.Roles.Any(row => row.Role == Roles.Administrator), cancellationToken);
    }

    private async Task AddAsync(NewPerson who, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (person, errors) = await scope.ServiceProvider.GetRequiredService<PersonRegistry>()
            .AddAsync(who with { EmailIsConfirmed = true, Roles = [Roles.Administrator] }, learner: null, cancellationToken);
        if (person is null)
            throw new StartupException($"the administrator of {AccountOptions.Section}:Administrator cannot be made. {string.Join(' ', errors.Select(error => error.Description))}");
        await audit.WriteAsync(AuditActions.AdministratorMade, actor: null, person.Id, "from the configuration", cancellationToken);
    }

    private Task PrintAsync(string link)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        return Console.Out.WriteLineAsync($"There is no administrator yet. This link makes one, once:{Environment.NewLine}{address}{link}");
    }

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
