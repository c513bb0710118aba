using System.Globalization;
using System.Security.Cryptography;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Mail;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Sittings.Links;

/// <summary>
/// Links that take a running sitting to another device. One names the seat that it takes over, sealed by the site: using it raises the seat's
/// number, so it works once, and an older one not any more.
/// </summary>
internal sealed class FreshLinks(
    IDbContextFactory<LabContext> contexts, IDataProtectionProvider protection, MailOutbox outbox, MailBell bell, AttemptLimits attempts, NavigationManager navigation, TimeProvider time)
{
    public static readonly TimeSpan ByMail = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan OnScreen = TimeSpan.FromMinutes(10);
    private const string Path = "i/again/";

    private ITimeLimitedDataProtector Protector => protection.CreateProtector("sitting", "fresh link").ToTimeLimitedDataProtector();

    public bool CanMail => outbox.IsOpen;

    /// <summary>For the browser that has the seat, to be opened or scanned on the other one.</summary>
    public Uri Make(TakenSeat seat) => new(new Uri(navigation.BaseUri), Path + Seal(seat.SittingId, seat.Number, OnScreen));

    /// <summary>Sends one to the address that was invited, and to no other. Returns why not, or null.</summary>
    public async Task<string?> MailAsync(HttpContext http, Guid invitation, CancellationToken cancellationToken)
    {
        if (!attempts.Enter(http, "fresh link", invitation.ToString()))
            return AttemptLimits.Refusal;
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Sittings.AsNoTracking().Where(each => each.InvitationId == invitation && each.AnonymisedAt == null && each.Invitation!.Candidate!.Email != null)
            .Select(each => new { each.Id, each.Seat, each.Invitation!.CandidateId, each.Invitation.Candidate!.Email, each.Revision!.Name }).FirstOrDefaultAsync(cancellationToken);
        if (row is null || !CanMail)
            return "No mail can be sent for it from here.";
        var link = outbox.Link(navigation, Path + Seal(row.Id, row.Seat, ByMail));
        context.OutgoingMails.Add(new()
        {
            Id = Guid.CreateVersion7(), CandidateId = row.CandidateId, Recipient = row.Email!, Subject = $"Continue your assessment: {row.Name}", CreatedAt = now, NextTryAt = now, ExpiresAt = now + ByMail,
            Body = $"""
                Somebody asked to go on with your assessment on another device. If that was you, open this there:

                {link}

                The link works once, for {ByMail.TotalMinutes:0} minutes. The device that you used before can then write no more; what it saved is kept.
                If it was not you, do nothing.
                """,
        });
        await context.SaveChangesAsync(cancellationToken);
        bell.Ring();
        return null;
    }

    /// <summary>Whether a sealed link is good now; what it is for, without doing it.</summary>
    public async Task<string?> LookAsync(string token, CancellationToken cancellationToken)
    {
        if (Open(token) is not var (sitting, number))
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sittings.Where(row => row.Id == sitting && row.Seat == number && row.AnonymisedAt == null).Select(row => row.Revision!.Name).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes the seat for this browser.</summary>
    public async Task<bool> UseAsync(HttpContext http, string token, CancellationToken cancellationToken)
    {
        if (Open(token) is not var (id, number))
            return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var taken = await context.Sittings.Where(row => row.Id == id && row.Seat == number && row.AnonymisedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.Seat, number + 1).SetProperty(each => each.LastSeenAt, now), cancellationToken);
        if (taken == 0)
            return false;
        context.SittingEvents.Add(new() { SittingId = id, Position = 0, At = now, Kind = SittingEventKind.Seat });
        await context.SaveChangesAsync(cancellationToken);
        await Seat.SignInAsync(http, await context.Sittings.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken));
        return true;
    }

    private string Seal(Guid sitting, int seat, TimeSpan lifetime) => Protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{sitting} {seat}"), lifetime);

    private (Guid Sitting, int Seat)? Open(string token)
    {
        try
        {
            return Protector.Unprotect(token).Split(' ') is [var id, var seat] ? (Guid.Parse(id), int.Parse(seat, CultureInfo.InvariantCulture)) : null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null; // made up, or its time is over
        }
    }
}
