using System.Net;
using Learning.Web.Features.Assessments;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Assessments;

public sealed class AssessmentPagesTests(UnmailedHost fixture) : IClassFixture<UnmailedHost>
{
    private readonly AccountHost host = fixture.Host;
    private readonly HiringDesks desks = new(fixture.Host);

    [Fact]
    public async Task Manager_FromAnEmptyOrganisation_ToALink()
    {
        var grace = await desks.ManagerAsync();
        Assert.Contains("No assessment yet.", await grace.Browser.ReadAsync("/assessments"), StringComparison.Ordinal);

        var begun = Visitor.Goal(await grace.Browser.SendAsync("/assessments", "begin-junior"))!;
        var builder = await grace.Browser.ReadAsync(begun);
        Assert.Contains("45 of 60 min", builder, StringComparison.Ordinal);
        Assert.Contains("Nothing stops publishing", builder, StringComparison.Ordinal);
        Assert.Contains("before the plan is published", await grace.Browser.ReadAsync($"{begun}/invitations"), StringComparison.Ordinal);
        var id = Guid.Parse(begun.Split('/')[^1]);
        Assert.Null((await desks.Plans(grace).PublishAsync(id, 0, CancellationToken.None)).Refusal);

        var answer = await grace.Browser.SendAsync($"{begun}/invitations", "one", ("One.Email", "ada@shop.example"), ("One.Name", "Ada"), ("One.TimeFactor", "1,5"));
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("https://lab.example/i/", text, StringComparison.Ordinal);
        Assert.Contains("time × 1.5", text, StringComparison.Ordinal);
        Assert.DoesNotContain("lab.example/i/", await grace.Browser.ReadAsync($"{begun}/invitations"), StringComparison.Ordinal); // shown once

        var many = await grace.Browser.SendAsync($"{begun}/invitations", "many", ("Many.Text", "email\nb@shop.example\nnobody"));
        Assert.Contains("Line 3: “nobody” is no e-mail address.", WebUtility.HtmlDecode(await many.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_IsExtendedAndRevoked_ByItsForms()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);
        var invited = await desks.InvitedAsync(grace, id);

        var extended = await grace.Browser.SendAsync($"/assessments/{id}/invitations", $"extend-{invited.InvitationId}", ("days", "3"));
        Assert.Contains("good for longer now", await extended.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var revoked = await grace.Browser.SendAsync($"/assessments/{id}/invitations", $"revoke-{invited.InvitationId}");
        Assert.Contains("is revoked", await revoked.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await using var context = host.Contexts.CreateDbContext();
        var row = await context.Invitations.SingleAsync(each => each.Id == invited.InvitationId);
        Assert.NotNull(row.RevokedAt);
        Assert.Equal(invited.ExpiresAt.AddDays(3), row.ExpiresAt, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task File_ThatIsNoUtf8_OrTooLarge_IsRefusedWhole()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);

        Assert.Contains("not written in UTF-8", await UploadAsync([.. "email,name\na@shop.example,J"u8, 0xF6, .. "rg"u8]), StringComparison.Ordinal);
        Assert.Contains("larger than 1 MB", await UploadAsync(new byte[CsvInvitees.MostBytes + 1]), StringComparison.Ordinal);
        Assert.Contains("pasted is larger than 1 MB", await UploadAsync([], new string('a', 5 << 20)), StringComparison.Ordinal);
        Assert.Contains("1 link made", await UploadAsync([.. "email,name\na@shop.example,Jörg"u8]), StringComparison.Ordinal);

        async Task<string> UploadAsync(byte[] file, string pasted = "")
        {
            var html = await grace.Browser.Client.GetStringAsync(new Uri($"/assessments/{id}/invitations", UriKind.Relative));
            var form = html[html.LastIndexOf("<form", html.IndexOf("Many.File", StringComparison.Ordinal), StringComparison.Ordinal)..];
            using var content = new MultipartFormDataContent();
            foreach (var name in (string[])["_handler", "__RequestVerificationToken"])
                content.Add(new StringContent(WebUtility.HtmlDecode(form.Split($"name=\"{name}\" value=\"")[1].Split('"')[0])), name);
            if (file.Length > 0)
                content.Add(new ByteArrayContent(file), "Many.File", "candidates.csv");
            content.Add(new StringContent(pasted), "Many.Text");
            var answer = await grace.Browser.Client.PostAsync(new Uri($"/assessments/{id}/invitations", UriKind.Relative), content);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task File_PastWhatThePageTakes_IsRefusedWithItsSizeAndTheWayBack()
    {
        var grace = await desks.ManagerAsync();
        var id = await desks.PublishedAsync(grace);
        var path = new Uri($"/assessments/{id}/invitations", UriKind.Relative);
        var html = await grace.Browser.Client.GetStringAsync(path);
        Assert.Equal(2, html.Split($"data-most-bytes=\"{CsvInvitees.MostBytes}\"").Length - 1); // the browser says it before anything is sent
        using var content = new MultipartFormDataContent { { new ByteArrayContent(new byte[9 << 20]), "Many.File", "candidates.csv" } };

        var answer = await grace.Browser.Client.PostAsync(path, content);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("What was sent is 9 MB, and this page takes at most 8 MB at once.", text, StringComparison.Ordinal);
        Assert.Contains("it still has what you typed. Choose a smaller file, or split it", text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/assessments/{id}/invitations\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_OfAnotherOrganisation_AreNotHere()
    {
        var (grace, eve) = (await desks.ManagerAsync(), await desks.ManagerAsync());
        var id = await desks.PublishedAsync(grace);
        var invited = await desks.InvitedAsync(grace, id, "secret@shop.example");

        foreach (var page in (string[])[$"/assessments/{id}", $"/assessments/{id}/invitations", $"/candidates/{invited.CandidateId}", $"/assessments?organisation={grace.Organisation}"])
        {
            var answer = await eve.Browser.GetAsync(page);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains("Not here, or not yours.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await grace.Browser.GetAsync(page)).StatusCode);
        }
    }
}
