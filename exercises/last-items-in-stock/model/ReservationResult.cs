/// <summary>The answer: whether the items are the customer's now.</summary>
public sealed record ReservationResult(bool Accepted);
