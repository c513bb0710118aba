using System.Globalization;
using System.Net.Mail;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Mail;

/// <summary>Sends what is in the outbox, and tries again, later and later, what the server did not take.</summary>
internal sealed partial class MailSender(
    IDbContextFactory<LabContext> contexts, IOptions<MailOptions> options, MailOutbox outbox, MailBell bell, TimeProvider time, ILogger<MailSender> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SendTime = TimeSpan.FromSeconds(20);
    /// <summary>After this somebody else may take a mail whose sender died.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    /// <summary>How long a sent or dead mail is kept, without its text.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                while (await SendOneAsync(stoppingToken))
                {
                }
                await SweepAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Postponed(logger, error); // the database is away, most likely; nothing that is wrong in one row may end the site
            }
            await bell.WaitAsync(Round, stoppingToken);
        }
    }

    private async Task<bool> SendOneAsync(CancellationToken cancellationToken)
    {
        if (!outbox.IsOpen)
            return false;
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // Taking is one statement, so that two hosts never send the same; one that dies on the way leaves it to the next try.
        var taken = await context.OutgoingMails.FromSql(
            $"""
             UPDATE outgoing_mails SET tries = tries + 1, next_try_at = {now + Lease}
             WHERE id = (SELECT id FROM outgoing_mails WHERE sent_at IS NULL AND next_try_at <= {now} AND expires_at > {now} ORDER BY next_try_at FOR UPDATE SKIP LOCKED LIMIT 1)
             RETURNING *
             """).ToListAsync(cancellationToken);
        if (taken is not [var mail])
            return false;
        if (!options.Value.IsConfigured)
        {
            mail.SentAt = now; // to the development page, which shows its text
        }
        else if (await DeliverAsync(mail, cancellationToken) is { } fault)
        {
            mail.NextTryAt = time.GetUtcNow() + Pause(mail.Tries);
            mail.LastError = fault[..Math.Min(fault.Length, OutgoingMailTable.ErrorLength)];
            NotTaken(logger, mail.Id, mail.Tries, fault);
        }
        else
        {
            (mail.SentAt, mail.Body, mail.LastError) = (time.GetUtcNow(), "", null);
        }
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task<string?> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var mine = options.Value;
        using var client = new SmtpClient(mine.Host, mine.Port) { EnableSsl = mine.StartTls };
        if (mine.UserName is not null)
            client.Credentials = new System.Net.NetworkCredential(mine.UserName, mine.Password);
        using var message = new MailMessage(mine.From!, mail.Recipient, mail.Subject, mail.Body);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(SendTime);
        try
        {
            await client.SendMailAsync(message, deadline.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"No answer within {SendTime.TotalSeconds} s.");
        }
        catch (Exception error) when (error is SmtpException or IOException or FormatException)
        {
            return error.GetBaseException().Message;
        }
    }

    /// <summary>5 s, 20 s, 80 s, and at last once an hour.</summary>
    private static TimeSpan Pause(int tries) => TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(4, tries - 1), 3600));

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var (now, old) = (time.GetUtcNow(), time.GetUtcNow() - Kept);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.OutgoingMails.Where(mail => mail.ExpiresAt < now && mail.Body != "").ExecuteUpdateAsync(mail => mail.SetProperty(each => each.Body, ""), cancellationToken);
        await context.OutgoingMails.Where(mail => mail.CreatedAt < old).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The mail server did not take mail {Id} (try {Tries}): {Fault}")]
    private static partial void NotTaken(ILogger logger, Guid id, int tries, string fault);

    [LoggerMessage(LogLevel.Warning, "The outbox could not be read and is tried again")]
    private static partial void Postponed(ILogger logger, Exception error);
}
