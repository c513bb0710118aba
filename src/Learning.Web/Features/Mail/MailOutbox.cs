using Learning.Web.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Mail;

/// <summary>Where mails are left to be sent. A mail server that is down delays a mail and nothing else.</summary>
internal sealed class MailOutbox(IDbContextFactory<LabContext> contexts, IOptions<MailOptions> options, IHostEnvironment environment, MailBell bell, TimeProvider time)
{
    /// <summary>False where mail would only pile up: pages then say so instead of promising one.</summary>
    public bool IsOpen => options.Value.IsConfigured || environment.IsDevelopment();

    public Task AddAsync(Person to, string subject, string body, TimeSpan good, CancellationToken cancellationToken) => AddAsync(to, to.Email!, subject, body, good, cancellationToken);

    /// <summary>To an address that need not be the person's own yet.</summary>
    public async Task AddAsync(Person about, string recipient, string subject, string body, TimeSpan good, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.OutgoingMails.Add(new()
        {
            Id = Guid.CreateVersion7(), PersonId = about.Id, Recipient = recipient, Subject = subject, Body = body, CreatedAt = now, NextTryAt = now, ExpiresAt = now + good,
        });
        await context.SaveChangesAsync(cancellationToken);
        bell.Ring();
    }

    /// <summary>An address of this site for use in a mail.</summary>
    public string Link(NavigationManager navigation, string path) => new Uri(options.Value.SiteAddress ?? new Uri(navigation.BaseUri), path).ToString();
}

/// <summary>Wakes the sender before its next round.</summary>
internal sealed class MailBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);

    public void Ring() => _rung.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _rung.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _rung.Dispose();
}
