/// <summary>One row of the answer. Time and id of the last one are the cursor of the next page.</summary>
public sealed record EntryLine(long Id, DateTime BookedAt, decimal Amount, string Description);
