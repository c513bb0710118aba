using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Tests.Incidents;

public sealed class StatementClassifierTests
{
    [Theory]
    [InlineData("select 1", StatementDoes.Look)]
    [InlineData("  -- a look\n SELECT * FROM pg_stat_activity", StatementDoes.Look)]
    [InlineData("/* outer /* inner */ DROP TABLE t */ SELECT 1", StatementDoes.Look)]
    [InlineData("(SELECT 1) UNION (SELECT 2)", StatementDoes.Look)]
    [InlineData("WITH slow AS (SELECT 1) SELECT * FROM slow", StatementDoes.Look)]
    [InlineData("WITH gone AS (DELETE FROM t RETURNING 1) SELECT count(*) FROM gone", StatementDoes.ChangeData)]
    [InlineData("SELECT 'DELETE FROM t', $$pg_terminate_backend$$, \"pg_cancel_backend\" FROM t", StatementDoes.Look)]
    [InlineData("SHOW work_mem", StatementDoes.Look)]
    [InlineData("EXPLAIN SELECT 1", StatementDoes.Explain)]
    [InlineData("explain (analyze, buffers) select 1", StatementDoes.Explain)]
    [InlineData("EXPLAIN ANALYZE SELECT 1", StatementDoes.Explain)]
    [InlineData("EXPLAIN DELETE FROM t", StatementDoes.Explain)]
    [InlineData("EXPLAIN (ANALYZE OFF) DELETE FROM t", StatementDoes.Explain)]
    [InlineData("EXPLAIN (ANALYZE, BUFFERS) DELETE FROM t", StatementDoes.ChangeData)]
    [InlineData("ANALYZE transactions", StatementDoes.Analyze)]
    [InlineData("SELECT pg_clear_attribute_stats('public', 't', 'c', false)", StatementDoes.Analyze)]
    [InlineData("SELECT pg_terminate_backend(412)", StatementDoes.Signal)]
    [InlineData("SELECT pg_cancel_backend(pid) FROM pg_stat_activity", StatementDoes.Signal)]
    [InlineData("SELECT set_config('lock_timeout', '2s', false)", StatementDoes.Set)]
    [InlineData("SET lock_timeout = '2s'", StatementDoes.Set)]
    [InlineData("BEGIN", StatementDoes.Transaction)]
    [InlineData("START TRANSACTION ISOLATION LEVEL REPEATABLE READ", StatementDoes.Transaction)]
    [InlineData("ROLLBACK", StatementDoes.Transaction)]
    [InlineData("PREPARE q AS SELECT 1", StatementDoes.Other)]
    [InlineData("VACUUM transactions", StatementDoes.Vacuum)]
    [InlineData("VACUUM (ANALYZE, FULL off) transactions", StatementDoes.Vacuum)]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)", StatementDoes.CreateIndex)]
    [InlineData("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", StatementDoes.CreateIndex)]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS i", StatementDoes.DropIndex)]
    [InlineData("REINDEX INDEX CONCURRENTLY i", StatementDoes.Reindex)]
    [InlineData("REINDEX (VERBOSE, CONCURRENTLY) INDEX i", StatementDoes.Reindex)]
    [InlineData("ALTER TABLE t SET (autovacuum_enabled = true)", StatementDoes.ChangeTable)]
    [InlineData("ALTER TABLE t RESET (autovacuum_enabled)", StatementDoes.ChangeTable)]
    [InlineData("ALTER TABLE t ALTER COLUMN c SET STATISTICS 1000", StatementDoes.ChangeTable)]
    [InlineData("ALTER INDEX i RENAME TO j", StatementDoes.Other)]
    [InlineData("UPDATE t SET a = 1", StatementDoes.ChangeData)]
    [InlineData("DO $$ BEGIN DROP TABLE t; END $$", StatementDoes.Other)]
    [InlineData("", StatementDoes.Other)]
    public void Classify_WhatEverybodyCanStandBeside_IsSafe(string sql, StatementDoes does) => Assert.Equal((does, null), StatementClassifier.Classify(sql));

    [Theory]
    [InlineData("CREATE INDEX i ON t (a)", StatementDoes.CreateIndex, "CONCURRENTLY")]
    [InlineData("create unique index concurrently_made on t (a)", StatementDoes.CreateIndex, "CONCURRENTLY")]
    [InlineData("DROP INDEX i", StatementDoes.DropIndex, "CONCURRENTLY")]
    [InlineData("DROP /* CONCURRENTLY */ INDEX i", StatementDoes.DropIndex, "CONCURRENTLY")]
    [InlineData("DROP INDEX \"concurrently\"", StatementDoes.DropIndex, "CONCURRENTLY")]
    [InlineData("REINDEX TABLE t", StatementDoes.Reindex, "CONCURRENTLY")]
    [InlineData("VACUUM FULL t", StatementDoes.Vacuum, "whole table")]
    [InlineData("VACUUM (FULL) t", StatementDoes.Vacuum, "whole table")]
    [InlineData("VACUUM (ANALYZE, FULL true) t", StatementDoes.Vacuum, "whole table")]
    [InlineData("CLUSTER t USING i", StatementDoes.Other, "whole table")]
    [InlineData("LOCK TABLE t", StatementDoes.Other, "LOCK TABLE")]
    [InlineData("ALTER TABLE t DROP COLUMN c", StatementDoes.ChangeTable, "waits")]
    [InlineData("ALTER TABLE t ALTER COLUMN c SET DEFAULT now()", StatementDoes.ChangeTable, "waits")]
    [InlineData("ALTER TABLE t ALTER COLUMN c TYPE bigint", StatementDoes.ChangeTable, "waits")]
    [InlineData("DROP TABLE t", StatementDoes.DropTable, "takes the data away")]
    [InlineData("TRUNCATE t", StatementDoes.ChangeData, "every row")]
    [InlineData("REVOKE ALL ON t FROM api", StatementDoes.Other, "errors")]
    public void Classify_WhatKeepsOthersOut_SaysHow(string sql, StatementDoes does, string sentence)
    {
        var (found, harmful) = StatementClassifier.Classify(sql);

        Assert.Equal(does, found);
        Assert.Contains(sentence, harmful, StringComparison.Ordinal);
    }
}
