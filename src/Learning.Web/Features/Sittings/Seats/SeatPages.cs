namespace Learning.Web.Features.Sittings.Seats;

/// <summary>Addresses of a sitting, and of the way in and out.</summary>
internal static class SeatPages
{
    public const string Start = "/sitting";
    public const string Done = "/sitting/done";
    /// <summary>Where a candidate lands who opens another page of the site.</summary>
    public const string Elsewhere = "/sitting/elsewhere";
    public const string Left = "/sitting/left";
    public const string Moved = "/sitting/left?why=moved";
    public const string None = "/sitting/left?why=none";
    public const string Leave = "/sitting/leave";

    /// <summary>Pages that work without any identity, and give a browser none: looking at a link has no effect.</summary>
    public static bool IsDoor(PathString path) => path.StartsWithSegments("/i", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(Left, StringComparison.OrdinalIgnoreCase);
}
