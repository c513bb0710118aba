namespace Learning.Web.Features.Sittings.Links;

/// <summary>What a link is good for at the moment.</summary>
internal enum LinkState { Unknown, TooMany, Revoked, Archived, Expired, NotYet, Closed, Used, Open }

/// <summary>What may be said of an invitation to whoever holds its link. Nothing at all of one that is unknown.</summary>
internal sealed record LinkView(LinkState State)
{
    public Guid InvitationId { get; init; }
    public string Organisation { get; init; } = "";
    public string Assessment { get; init; } = "";
    public string Contact { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? OpensAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public TimeSpan Allowed { get; init; }
    /// <summary>Set once it was used, while there is anything to come back to.</summary>
    public Guid? SittingId { get; init; }
    /// <summary>The invited address, mostly hidden.</summary>
    public string Address { get; init; } = "";

    public string WhomToAsk => Contact.Length > 0 ? Contact : "the person who sent it";
}
