/// <summary>The answer: lines that became bookings, and lines that were there already.</summary>
public sealed record ImportResult(int Added, int Skipped);
