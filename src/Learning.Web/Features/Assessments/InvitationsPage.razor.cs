using System.ComponentModel.DataAnnotations;
using System.Text;
using Learning.Web.Components.Forms;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Assessments;

/// <summary>Who is invited to an assessment, and how far they are. An answer to a request: a link that is shown here is shown once.</summary>
public sealed partial class InvitationsPage
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromForm(FormName = "one")] private OneInvitee One { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "many")] private ManyInvitees Many { get; set; } = null!;
    [SupplyParameterFromForm(Name = "days")] private string? Days { get; set; }
    [Inject] private InvitationDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    private Form form = null!;
    private InvitationsView? view;
    private InvitingReport? report;
    private DateTimeOffset now;
    private string? said;

    private Uri Site => new(Navigation.BaseUri);

    protected override async Task OnInitializedAsync()
    {
        form = new(One ??= new());
        Many ??= new();
        if (!await ReadAsync())
            Navigation.NotFound();
    }

    private async Task<bool> ReadAsync()
    {
        now = Time.GetUtcNow();
        view = await Desk.OpenAsync(Id, CancellationToken.None);
        return view is not null;
    }

    private async Task InviteAsync()
    {
        decimal factor = 1;
        if (!string.IsNullOrWhiteSpace(One.TimeFactor) && !TimeFactors.TryRead(One.TimeFactor, out factor))
        {
            form.Refuse(TimeFactors.OutOfRange, nameof(One.TimeFactor));
            return;
        }
        var invitee = new Invitee(One.Email!.Trim(), string.IsNullOrWhiteSpace(One.Name) ? null : One.Name.Trim(), string.IsNullOrWhiteSpace(One.TimeFactor) ? null : decimal.Round(factor, 2));
        if (invitee.Refuse() is { } wrong)
        {
            form.Refuse(wrong, nameof(One.Email));
            return;
        }
        await ShowAsync(await Desk.InviteAsync(Id, invitee, Site, CancellationToken.None));
        if (report!.Invited.Count > 0)
            form = new(One = new());
    }

    private async Task InviteManyAsync()
    {
        var (text, refusal) = await TextAsync();
        await ShowAsync(refusal is not null ? InvitingReport.Refuse(refusal) : await Desk.InviteManyAsync(Id, text!, Site, CancellationToken.None));
        if (report!.Refusal is null)
            Many = new();
    }

    private async Task<(string? Text, string? Refusal)> TextAsync()
    {
        if (Many.File is not { Length: > 0 } file)
            return string.IsNullOrWhiteSpace(Many.Text) ? (null, "Choose a file, or paste the rows.") : Encoding.UTF8.GetByteCount(Many.Text) > CsvInvitees.MostBytes ? (null, "What was pasted is larger than 1 MB. Split it.") : (Many.Text, null);
        if (file.Length > CsvInvitees.MostBytes)
            return (null, "The file is larger than 1 MB. Split it.");
        using var reader = new StreamReader(file.OpenReadStream(), Strict);
        try
        {
            return (await reader.ReadToEndAsync(), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "The file is not written in UTF-8. Save it as “CSV UTF-8” and choose it again.");
        }
    }

    private async Task SendAgainAsync(InvitationRow row)
    {
        var (invited, refusal) = await Desk.SendAgainAsync(row.Id, Site, CancellationToken.None);
        await ShowAsync(refusal is not null ? InvitingReport.Refuse(refusal) : new([invited!], []));
    }

    private async Task RevokeAsync(InvitationRow row) => await TellAsync(await Desk.RevokeAsync(row.Id, CancellationToken.None) ?? $"The invitation of {row.Who} is revoked; its link leads nowhere.");

    private async Task ExtendAsync(InvitationRow row) =>
        await TellAsync(await Desk.ExtendAsync(row.Id, int.TryParse(Days, System.Globalization.CultureInfo.InvariantCulture, out var days) ? days : 0, CancellationToken.None) ?? $"The invitation of {row.Who} is good for longer now. The link is the same.");

    private async Task ShowAsync(InvitingReport came)
    {
        report = came;
        await ReadAsync();
    }

    private async Task TellAsync(string what)
    {
        said = what;
        await ReadAsync();
    }

    private static (string Tone, string Word) Look(InvitationState state) => state switch
    {
        InvitationState.Invited => ("", "invited"),
        InvitationState.Expired => ("over", "expired"),
        InvitationState.Revoked => ("", "revoked"),
        InvitationState.Opened => ("acc", "link used"),
        InvitationState.Running => ("acc", "running"),
        InvitationState.Answering => ("acc", "answering questions"),
        _ => ("pass", "handed in"),
    };

    private sealed class OneInvitee
    {
        [Required(ErrorMessage = "An e-mail address is needed."), EmailAddress(ErrorMessage = "This is no e-mail address."), MaxLength(Data.PersonTable.EmailLength, ErrorMessage = "At most 254 characters."), PlainText]
        public string? Email { get; set; }

        [MaxLength(Data.PersonTable.NameLength, ErrorMessage = "At most 80 characters."), PlainText]
        public string? Name { get; set; }

        public string? TimeFactor { get; set; }
    }

    private sealed class ManyInvitees
    {
        public IFormFile? File { get; set; }
        public string? Text { get; set; }
    }
}
