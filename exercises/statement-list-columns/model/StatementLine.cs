/// <summary>One row of the answer.</summary>
public sealed record StatementLine(DateTime BookedAt, string Counterparty, decimal Amount, string Opening);
