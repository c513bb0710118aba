/// <summary>One row of the answer: a settlement with its sales and its fees, each list in the order of ids.</summary>
public sealed record SettlementView(int Id, DateTime SettledAt, List<SaleLine> Sales, List<FeeLine> Fees);

public sealed record SaleLine(long Id, decimal Amount, string Card);

public sealed record FeeLine(long Id, string Kind, decimal Amount);
