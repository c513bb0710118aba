namespace Learning.Web.Features.Sittings;

/// <summary>How much time somebody is given: what was planned for everybody, times their own factor. Nothing else knows of the factor.</summary>
internal static class SittingTime
{
    /// <summary>To defend one answer, before the factor.</summary>
    public const int DefenceMinutes = 5;

    public static TimeSpan Allowed(int minutes, decimal factor) => TimeSpan.FromSeconds((double)Math.Ceiling(minutes * 60 * factor));
}
