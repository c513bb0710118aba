namespace Learning.Grading.Checks;

/// <summary>The names under which manifests ask for checks.</summary>
internal static class CheckKinds
{
    public static IDictionary<string, Type> ByName { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["same-answer"] = typeof(SameAnswer),
        ["statement-growth"] = typeof(StatementGrowth),
        ["statement-budget"] = typeof(StatementBudget),
        ["rows-shipped"] = typeof(RowsShipped),
        ["bytes-shipped"] = typeof(BytesShipped),
        ["no-seq-scan"] = typeof(NoSeqScan),
        ["rows-removed"] = typeof(RowsRemoved),
        ["buffers"] = typeof(Buffers),
        ["buffers-growth"] = typeof(BuffersGrowth),
        ["widest-step"] = typeof(WidestStep),
        ["no-spill"] = typeof(NoSpill),
        ["sort-avoided"] = typeof(SortAvoided),
        ["estimates"] = typeof(Estimates),
        ["index-only"] = typeof(IndexOnly),
        ["partitions-pruned"] = typeof(PartitionsPruned),
        ["no-nested-loop-blowup"] = typeof(NoNestedLoopBlowup),
        ["size-added"] = typeof(SizeAdded),
        ["write-cost"] = typeof(WriteCost),
        ["latency-ratio"] = typeof(LatencyRatio),
        ["load-ratio"] = typeof(LoadRatio),
        ["invariants-hold"] = typeof(InvariantsHold),
    };
}
