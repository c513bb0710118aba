using Learning.Web.Components.Forms;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Account;

public sealed partial class AuthenticatorPage
{
    private Form form = null!;
    private OwnAccountView? me;
    private IReadOnlyList<string>? codes;

    [SupplyParameterFromForm(FormName = "enrol")] private OneCode Code { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "proof")] private Proof Proof { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "proof", Name = "what")] private string? What { get; set; }
    [Inject] private OwnAccountDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        (Code, Proof) = (Code ?? new(), Proof ?? new());
        me = await Desk.LoadAsync(CancellationToken.None);
        form = new(me.HasTwoFactor ? Proof : Code);
    }

    private async Task BeginAsync()
    {
        await Desk.BeginTwoFactorAsync();
        Navigation.NavigateTo("/account/authenticator");
    }

    private async Task FinishAsync()
    {
        codes = await Desk.FinishTwoFactorAsync(Code.Code!, CancellationToken.None);
        if (codes is null)
            form.Refuse("This code is not the app's, or not any more. Codes change every 30 seconds.", nameof(OneCode.Code));
    }

    private async Task ChangeAsync()
    {
        string? refusal;
        if (What == "off")
        {
            refusal = await Desk.EndTwoFactorAsync(Proof.Password, CancellationToken.None);
            if (refusal is null)
                Navigation.NavigateTo("/account?done=two-factor");
        }
        else
        {
            (codes, refusal) = await Desk.RenewCodesAsync(Proof.Password);
        }
        if (refusal is not null)
            form.Refuse(refusal, nameof(Account.Proof.Password));
    }

    /// <summary>As authenticator apps read it: https://github.com/google/google-authenticator/wiki/Key-Uri-Format.</summary>
    private string Address(string key) => $"otpauth://totp/Latency%20Lab:{Uri.EscapeDataString(me!.Email)}?secret={key}&issuer=Latency%20Lab&digits=6";

    private static string Grouped(string key) => string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(part => new string(part)));
}
