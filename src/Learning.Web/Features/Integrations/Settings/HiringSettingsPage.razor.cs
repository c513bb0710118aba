using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Learning.Web.Components.Forms;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Integrations.Settings;

/// <summary>An answer to requests, without a circuit: what is shown once is in one answer.</summary>
public sealed partial class HiringSettingsPage
{
    private Form tokenForm = null!, hookForm = null!;
    private HiringSettingsView? view;
    private string? made, secret;
    private Guid added;
    private DateTimeOffset now;

    [Parameter] public Guid? Organisation { get; set; }
    [SupplyParameterFromForm(FormName = "token")] private NewToken Token { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "webhook")] private NewWebhook Hook { get; set; } = null!;
    [Inject] private HiringSettingsDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        tokenForm = new(Token ??= new());
        hookForm = new(Hook ??= new());
        await ReadAsync();
        if (view is null)
            Navigation.NotFound();
    }

    private async Task ReadAsync() => (now, view) = (Time.GetUtcNow(), await Desk.OpenAsync(Organisation, CancellationToken.None));

    private async Task MakeTokenAsync()
    {
        var (token, refusal) = await Desk.MakeTokenAsync(view!.Organisation.Id, Token.Name!, Token.Scopes ?? [], Token.Days is > 0 and <= 3660 ? Token.Days : null, CancellationToken.None);
        if (refusal is not null)
        {
            tokenForm.Refuse(refusal);
            return;
        }
        (made, Token.Name, Token.Scopes) = (token, null, null);
        await ReadAsync();
    }

    private async Task RevokeAsync(Guid id)
    {
        await Desk.RevokeTokenAsync(view!.Organisation.Id, id, CancellationToken.None);
        Navigation.NavigateTo(Navigation.Uri);
    }

    private async Task AddWebhookAsync()
    {
        (added, secret, var refusal) = await Desk.AddWebhookAsync(view!.Organisation.Id, Hook.Url!, Hook.Events ?? [], CancellationToken.None);
        if (refusal is not null)
        {
            hookForm.Refuse(refusal, nameof(Hook.Url));
            return;
        }
        (Hook.Url, Hook.Events) = (null, null);
        await ReadAsync();
    }

    private static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private sealed class NewToken
    {
        [Required(ErrorMessage = "A name is needed."), MaxLength(80, ErrorMessage = "At most 80 characters."), PlainText]
        public string? Name { get; set; }

        public List<string>? Scopes { get; set; }
        public int Days { get; set; } = 90;
    }

    private sealed class NewWebhook
    {
        [Required(ErrorMessage = "An address is needed."), MaxLength(500, ErrorMessage = "At most 500 characters."), PlainText]
        public string? Url { get; set; }

        public List<string>? Events { get; set; }
    }
}
