namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>What a pane of the war room acts with. Cascades from the page: it does it, says what failed, and reads everything again.</summary>
public sealed record RoomActor(Func<Func<IRoomDesk, Task>, Task> Do);
