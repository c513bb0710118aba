namespace Learning.Web.Features.Account;

/// <summary>Where to go after signing in. Comes from the address bar, and so may only lead to this site.</summary>
internal static class LocalAddress
{
    public static string Or(string? address, string otherwise) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : otherwise;

    public static string SignIn(string returnTo) => $"/account/sign-in?returnUrl={Uri.EscapeDataString(returnTo)}";
}
