using Learning.Web.Data;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Integrations;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Assessments;

public sealed class InvitingTests(UnmailedHost fixture) : IClassFixture<UnmailedHost>
{
    private readonly AccountHost host = fixture.Host;
    private readonly HiringDesks desks = new(fixture.Host);

    [Fact]
    public async Task Invitation_WhileTheMailServerIsDown_Stands_AndTheRowSaysSo()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);

        var invited = await desks.InvitedAsync(grace, id, "Ada@Shop.example");

        Assert.StartsWith("https://lab.example/i/", invited.Link, StringComparison.Ordinal); // the configured address, and not the one of the request
        var row = Assert.Single((await desks.Invitations(grace).OpenAsync(id, CancellationToken.None))!.Rows);
        Assert.Equal(("ada@shop.example", InvitationState.Invited), (row.Email, row.State));
        for (var patience = 0; row.Mail?.Error is null && patience < 100; patience++)
        {
            await Task.Delay(100);
            row = (await desks.Invitations(grace).OpenAsync(id, CancellationToken.None))!.Rows[0];
        }
        Assert.Contains("tried again by itself; the invitation stands", row.Mail!.Say(TimeProvider.System.GetUtcNow()), StringComparison.Ordinal);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Contains(invited.Link, (await context.OutgoingMails.SingleAsync(mail => mail.InvitationId == row.Id)).Body, StringComparison.Ordinal);
        Assert.Equal(InvitationTokens.Hash(invited.Token), (await context.Invitations.SingleAsync(each => each.Id == row.Id)).TokenHash);
        Assert.Equal(4, invited.Code.Length);
    }

    [Fact]
    public async Task SendAgain_KillsTheOldLink_AndItsMail()
    {
        var grace = await desks.ManagerAsync();
        var first = await desks.InvitedAsync(grace, await desks.PublishedAsync(grace));

        var (again, refusal) = await desks.Invitations(grace).SendAgainAsync(first.InvitationId, HiringDesks.Site, CancellationToken.None);

        Assert.Null(refusal);
        Assert.False(await IsGoodAsync(first.Token));
        Assert.True(await IsGoodAsync(again!.Token));
        await using var context = host.Contexts.CreateDbContext();
        var mail = await context.OutgoingMails.SingleAsync(row => row.InvitationId == first.InvitationId);
        Assert.Contains(again.Link, mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Token, mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_KillsTheLinkAndItsMail_AndTheCandidateCanBeInvitedAnew()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);
        var first = await desks.InvitedAsync(grace, id, "ada@shop.example");

        Assert.Null(await desks.Invitations(grace).RevokeAsync(first.InvitationId, CancellationToken.None));
        Assert.Null(await desks.Invitations(grace).RevokeAsync(first.InvitationId, CancellationToken.None));

        Assert.False(await IsGoodAsync(first.Token));
        Assert.NotNull((await desks.Invitations(grace).SendAgainAsync(first.InvitationId, HiringDesks.Site, CancellationToken.None)).Refusal);
        Assert.NotNull(await desks.Invitations(grace).ExtendAsync(first.InvitationId, 7, CancellationToken.None));
        await using var context = host.Contexts.CreateDbContext();
        Assert.False(await context.OutgoingMails.AnyAsync(row => row.InvitationId == first.InvitationId));
        Assert.Equal(1, await context.AuditEntries.CountAsync(row => row.Action == AuditActions.InvitationRevoked && row.SubjectId == first.CandidateId && row.ActorId == grace.Person));
        var second = await desks.InvitedAsync(grace, id, "ADA@shop.example");
        Assert.Equal((first.CandidateId, first.Code), (second.CandidateId, second.Code)); // one person is one candidate
    }

    [Fact]
    public async Task Link_ThatIsUsed_IsNotRevoked_AndANewOneBringsTheCandidateBack()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);
        var invited = await desks.InvitedAsync(grace, id, "ada@shop.example");
        await desks.SittingAsync(invited.InvitationId, SittingStatus.Running, 3600);

        Assert.Contains("has used this link", await desks.Invitations(grace).RevokeAsync(invited.InvitationId, CancellationToken.None), StringComparison.Ordinal);
        Assert.Null((await desks.Invitations(grace).SendAgainAsync(invited.InvitationId, HiringDesks.Site, CancellationToken.None)).Refusal);
        Assert.Equal(InvitationState.Running, (await desks.Invitations(grace).OpenAsync(id, CancellationToken.None))!.Rows[0].State);
        var twice = await desks.Invitations(grace).InviteAsync(id, new("ada@shop.example"), HiringDesks.Site, CancellationToken.None);
        Assert.Contains("used an invitation", Assert.Single(twice.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_WithBadRows_InvitesTheGoodOnes_AndNamesTheOthersByLine()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);
        await desks.InvitedAsync(grace, id, "known@shop.example");

        var report = await desks.Invitations(grace).InviteManyAsync(id, "email,name,time_factor\nada@shop.example,Ada,1.5\nnobody,,\nKnown@shop.example,,\nADA@shop.example,,\nbarbara@shop.example,,", HiringDesks.Site, CancellationToken.None);

        Assert.Equal(["ada@shop.example", "barbara@shop.example"], report.Invited.Select(each => each.Email));
        Assert.Equal(["Line 3: “nobody” is no e-mail address.", "Line 4: Known@shop.example: Is invited already. Send that invitation again instead.", "Line 5: The same address as in line 2."], report.Faults);
        var ada = (await desks.Invitations(grace).OpenAsync(id, CancellationToken.None))!.Rows.Single(row => row.Email == "ada@shop.example");
        Assert.Equal(("Ada", 1.5m), (ada.Name, ada.TimeFactor));
        Assert.Equal(2, report.Invited.Select(each => each.Code).Distinct().Count());
    }

    [Fact]
    public async Task Csv_Of500_IsInvitedInOneGo()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);

        var report = await desks.Invitations(grace).InviteManyAsync(id, "email\n" + string.Join('\n', Enumerable.Range(0, 500).Select(number => $"c{number}@shop.example")), HiringDesks.Site, CancellationToken.None);

        Assert.Equal((500, 500, 0), (report.Invited.Count, report.Invited.Select(each => each.Code).Distinct().Count(), report.Faults.Count));
    }

    [Fact]
    public async Task Invite_OfTheSameAddressAtOnce_IsOneInvitation()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desks.Invitations(grace).InviteAsync(id, new("ada@shop.example"), HiringDesks.Site, CancellationToken.None)));

        Assert.Single(reports, report => report.Invited.Count == 1);
        Assert.Equal(3, reports.Count(report => report.Faults is [var only] && only.Contains("invited already", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Invite_WithoutAPerson_LeavesAMessageForTheWebhook_WithoutNameOrAddress()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);
        var hook = Guid.CreateVersion7();
        await using var context = host.Contexts.CreateDbContext();
        context.Webhooks.Add(new() { Id = hook, OrganisationId = grace.Organisation, Url = "http://127.0.0.1/", Secret = "s", Events = HiringEventNames.InvitationSent, CreatedAt = desks.Time.GetUtcNow() });
        await context.SaveChangesAsync();

        var answer = await desks.Inviting.InviteAsync(new(grace.Organisation, id, [new("ada@shop.example", "Ada Lovelace", null, "ats-7")], null, HiringDesks.Site), CancellationToken.None);

        var invited = Assert.Single(answer.Outcomes).Invited!;
        var message = await context.WebhookDeliveries.SingleAsync(row => row.WebhookId == hook);
        Assert.Contains(invited.InvitationId.ToString(), message.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@shop", message.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", message.Payload, StringComparison.Ordinal);
        var written = await context.AuditEntries.Where(entry => entry.SubjectId == invited.CandidateId).Select(entry => entry.Detail ?? "").ToListAsync();
        Assert.DoesNotContain(written, detail => detail.Contains("ada@shop", StringComparison.OrdinalIgnoreCase) || detail.Contains("Lovelace", StringComparison.OrdinalIgnoreCase)); // erasing goes by ids
        var row = await context.Invitations.SingleAsync(each => each.Id == invited.InvitationId);
        Assert.Equal(("ats-7", null), (row.ExternalId, row.CreatedBy));
    }

    [Fact]
    public async Task Invitation_IsGoodUntilTheWindowCloses_AndNoExtensionGoesFurther()
    {
        var grace = await desks.ManagerAsync();
        var closes = desks.Time.GetUtcNow().AddDays(10);
        var id = await desks.PublishedAsync(grace, plan => plan with { ClosesAt = closes, InvitationDays = 7 });
        var invited = await desks.InvitedAsync(grace, id);

        Assert.Null(await desks.Invitations(grace).ExtendAsync(invited.InvitationId, 2, CancellationToken.None));
        Assert.Null(await desks.Invitations(grace).ExtendAsync(invited.InvitationId, 30, CancellationToken.None));
        Assert.Contains("window", await desks.Invitations(grace).ExtendAsync(invited.InvitationId, 1, CancellationToken.None), StringComparison.Ordinal);
        Assert.Contains("1 to 90", await desks.Invitations(grace).ExtendAsync(invited.InvitationId, 0, CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(closes, (await desks.Invitations(grace).OpenAsync(id, CancellationToken.None))!.Rows[0].ExpiresAt, TimeSpan.FromMilliseconds(1));
        desks.Time.Pass(TimeSpan.FromDays(11));

        var view = (await desks.Invitations(grace).OpenAsync(id, CancellationToken.None))!;
        Assert.Equal(InvitationState.Expired, view.Rows[0].State);
        Assert.Contains("window of the published plan is over", view.Blocked, StringComparison.Ordinal);
        Assert.NotNull((await desks.Invitations(grace).SendAgainAsync(invited.InvitationId, HiringDesks.Site, CancellationToken.None)).Refusal);
        Assert.NotNull((await desks.Invitations(grace).InviteAsync(id, new("b@shop.example"), HiringDesks.Site, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Invitation_OfAnotherOrganisation_IsNotHere()
    {
        var (grace, eve) = (await desks.ManagerAsync(), await desks.ManagerAsync());
        var id = await desks.PublishedAsync(grace);
        var invited = await desks.InvitedAsync(grace, id);

        Assert.Null(await desks.Invitations(eve).OpenAsync(id, CancellationToken.None));
        Assert.Equal(PlanRules.NotHere, (await desks.Invitations(eve).InviteAsync(id, new("e@shop.example"), HiringDesks.Site, CancellationToken.None)).Refusal);
        Assert.True((await desks.Inviting.InviteAsync(new(eve.Organisation, id, [new("e@shop.example")], null, HiringDesks.Site), CancellationToken.None)).Missing);
        Assert.Equal((null, StandingInvitations.NotHere), await desks.Invitations(eve).SendAgainAsync(invited.InvitationId, HiringDesks.Site, CancellationToken.None));
        Assert.Equal(StandingInvitations.NotHere, await desks.Invitations(eve).RevokeAsync(invited.InvitationId, CancellationToken.None));
        Assert.Equal(StandingInvitations.NotHere, await desks.Invitations(eve).ExtendAsync(invited.InvitationId, 7, CancellationToken.None));
        Assert.Null(await desks.Candidates(eve).OpenAsync(invited.CandidateId, CancellationToken.None));
        Assert.NotNull((await desks.Candidates(eve).SetFactorAsync(invited.CandidateId, 2, CancellationToken.None)).Refusal);
        Assert.True(await IsGoodAsync(invited.Token));
    }

    [Fact]
    public async Task TimeFactor_GivesARunningClockWhatItLacks_AndTakesNothingAway()
    {
        var grace = await desks.ManagerAsync();
        var invited = await desks.InvitedAsync(grace, await desks.PublishedAsync(grace));
        var sitting = await desks.SittingAsync(invited.InvitationId, SittingStatus.Running, 3600);

        Assert.Equal((1, null), await desks.Candidates(grace).SetFactorAsync(invited.CandidateId, 1.5m, CancellationToken.None));
        Assert.Equal(5400, await AllowedAsync());
        Assert.Equal((0, null), await desks.Candidates(grace).SetFactorAsync(invited.CandidateId, 1, CancellationToken.None));
        Assert.Equal(5400, await AllowedAsync());
        Assert.Equal((0, TimeFactors.OutOfRange), await desks.Candidates(grace).SetFactorAsync(invited.CandidateId, 4.1m, CancellationToken.None));

        var log = (await desks.Candidates(grace).OpenAsync(invited.CandidateId, CancellationToken.None))!.Log;
        Assert.Equal(["1.5 → 1", "1 → 1.5"], log.Where(row => row.Action == AuditActions.TimeFactorSet).Select(row => row.Detail));

        async Task<int?> AllowedAsync()
        {
            await using var context = host.Contexts.CreateDbContext();
            return (await context.Sittings.SingleAsync(row => row.Id == sitting)).AllowedSeconds;
        }
    }

    private async Task<bool> IsGoodAsync(string token)
    {
        await using var context = host.Contexts.CreateDbContext();
        var hash = InvitationTokens.Hash(token);
        return await context.Invitations.AnyAsync(row => row.TokenHash == hash && row.RevokedAt == null);
    }
}
