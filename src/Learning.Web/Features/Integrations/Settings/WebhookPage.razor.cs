using System.ComponentModel.DataAnnotations;
using Learning.Web.Components.Forms;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Integrations.Settings;

/// <summary>One webhook with its log of deliveries.</summary>
public sealed partial class WebhookPage
{
    private Form form = null!;
    private WebhookView? view;
    private string? secret;
    private DateTimeOffset now;

    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery] private string? Before { get; set; }
    [SupplyParameterFromQuery] private string? Payload { get; set; }
    [SupplyParameterFromForm(FormName = "change")] private Changed Input { get; set; } = null!;
    [Inject] private WebhookDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    private string Here => $"/settings/hiring/webhooks/{Id}";

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        form = new(Input ??= new() { Url = view?.Url, Events = [.. view?.Events ?? []] });
        if (view is null)
            Navigation.NotFound();
    }

    private async Task ReadAsync() => (now, view) = (Time.GetUtcNow(), await Desk.OpenAsync(Id, Guid.TryParse(Before, out var before) ? before : null, Guid.TryParse(Payload, out var payload) ? payload : null, CancellationToken.None));

    private async Task SaveAsync()
    {
        if (await Desk.SaveAsync(Id, Input.Url!, Input.Events ?? [], CancellationToken.None) is { } refusal)
            form.Refuse(refusal, nameof(Input.Url));
        else
            Navigation.NavigateTo(Here);
    }

    private async Task RenewAsync()
    {
        secret = await Desk.RenewSecretAsync(Id, CancellationToken.None);
        await ReadAsync();
    }

    private async Task SwitchAsync(bool on)
    {
        await Desk.SwitchAsync(Id, on, CancellationToken.None);
        Navigation.NavigateTo(Here);
    }

    private async Task TestAsync()
    {
        await Desk.TestAsync(Id, CancellationToken.None);
        Navigation.NavigateTo(Here);
    }

    private async Task AgainAsync(Guid delivery)
    {
        await Desk.SendAgainAsync(Id, delivery, CancellationToken.None);
        Navigation.NavigateTo(Here);
    }

    private async Task RemoveAsync()
    {
        if (await Desk.RemoveAsync(Id, CancellationToken.None) is { } organisation)
            Navigation.NavigateTo($"/settings/hiring/{organisation}");
    }

    private sealed class Changed
    {
        [Required(ErrorMessage = "An address is needed."), MaxLength(500, ErrorMessage = "At most 500 characters."), PlainText]
        public string? Url { get; set; }

        public List<string>? Events { get; set; }
    }
}
