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

    /// <summary>To somebody without an account, in the caller's context; whoever saves that rings afterwards.</summary>
    public void Add(LabContext context, Candidate to, Invitation about, string subject, string body)
    {
        var now = time.GetUtcNow();
        context.OutgoingMails.Add(new()
        {
            Id = Guid.CreateVersion7(), CandidateId = to.Id, InvitationId = about.Id, Recipient = to.Email!, Subject = subject.Length <= OutgoingMailTable.SubjectLength ? subject : subject[..(OutgoingMailTable.SubjectLength - 1)] + "…",
            Body = body, CreatedAt = now, NextTryAt = now, ExpiresAt = about.ExpiresAt,
        });
    }

    public void Ring() => bell.Ring();

    /// <summary>An address of this site for use in a mail.</summary>
    public string Link(NavigationManager navigation, string path) => Link(new Uri(navigation.BaseUri), path);

    /// <summary>The same for whoever has no page open. The configured address comes first.</summary>
    public string Link(Uri site, string path) => new Uri(options.Value.SiteAddress ?? site, path).ToString();
}

/// <summary>Wakes the sender before its next round.</summary>
internal sealed class MailBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);

    public void Ring() => _rung.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _rung.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _rung.Dispose();
}
