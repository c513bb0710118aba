using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;

namespace Learning.Sandbox.Tests.Attempts;

public sealed class SqlRulesTests
{
    /// <summary>The statement, the rule that refuses it, and a piece of the sentence that says what to do instead.</summary>
    [Theory]
    [InlineData("BEGIN", "transaction", "Leave BEGIN out")]
    [InlineData("start transaction read only", "transaction", "Leave START TRANSACTION out")]
    [InlineData("COMMIT", "transaction", "Leave COMMIT out")]
    [InlineData("END", "transaction", "Leave END out")]
    [InlineData("ROLLBACK TO SAVEPOINT a", "transaction", "Leave ROLLBACK out")]
    [InlineData("SAVEPOINT a", "transaction", "Leave SAVEPOINT out")]
    [InlineData("PREPARE TRANSACTION 'a'", "transaction", "Leave PREPARE TRANSACTION out")]
    [InlineData("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "transaction", "Leave SET TRANSACTION out")]
    [InlineData("SET enable_seqscan = off", "setting", "Leave SET out")]
    [InlineData("SET LOCAL work_mem = '1GB'", "setting", "Leave SET out")]
    [InlineData("RESET ALL", "setting", "Leave RESET out")]
    [InlineData("SHOW work_mem", "setting", "Leave SHOW out")]
    [InlineData("ALTER ROLE learner SET work_mem = '1GB'", "setting", "Leave ALTER ROLE out")]
    [InlineData("CREATE TEMP TABLE x (a int)", "table", "WITH name AS")]
    [InlineData("create temporary table x as select 1", "table", "WITH name AS")]
    [InlineData("CREATE TABLE x AS SELECT 1", "table", "WITH name AS")]
    [InlineData("CREATE UNLOGGED TABLE x (a int)", "table", "WITH name AS")]
    [InlineData("SELECT a INTO x FROM t", "table", "WITH name AS")]
    [InlineData("SELECT a INTO TEMP x FROM t", "table", "WITH name AS")]
    [InlineData("CREATE VIEW v AS SELECT 1", "view", "put it into yours")]
    [InlineData("CREATE OR REPLACE TEMP VIEW v AS SELECT 1", "view", "put it into yours")]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1", "materialized-view", "answers from the past")]
    [InlineData("REFRESH MATERIALIZED VIEW v", "materialized-view", "answers from the past")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$", "function", "one query")]
    [InlineData("CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS ''", "function", "one query")]
    [InlineData("DO $$ BEGIN END $$", "function", "one query")]
    [InlineData("CALL p()", "function", "one query")]
    [InlineData("CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()", "trigger", "every write")]
    [InlineData("CREATE RULE r AS ON SELECT TO t DO INSTEAD SELECT 1", "trigger", "every write")]
    [InlineData("GRANT ALL ON t TO learner", "rights", "Leave GRANT out")]
    [InlineData("REVOKE ALL ON t FROM learner", "rights", "Leave REVOKE out")]
    [InlineData("INSERT INTO t VALUES (1)", "write", "INSERT changes rows")]
    [InlineData("UPDATE t SET a = 1", "write", "UPDATE changes rows")]
    [InlineData("DELETE FROM t", "write", "DELETE changes rows")]
    [InlineData("TRUNCATE t", "write", "TRUNCATE changes rows")]
    [InlineData("MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "write", "MERGE changes rows")]
    [InlineData("WITH gone AS (DELETE FROM t RETURNING a) SELECT a FROM gone", "write", "DELETE inside a query")]
    [InlineData("WITH x AS MATERIALIZED (INSERT INTO t VALUES (1) RETURNING a) SELECT a FROM x", "write", "INSERT inside a query")]
    [InlineData("WITH x AS (SELECT 1) UPDATE t SET a = 1", "write", "UPDATE inside a query")]
    [InlineData("COPY t TO STDOUT", "copy", "Return them from the query")]
    [InlineData("EXPLAIN ANALYZE SELECT 1", "explain", "under Plans")]
    [InlineData("VACUUM FULL t", "maintenance", "VACUUM has nothing to do")]
    [InlineData("REINDEX TABLE t", "maintenance", "REINDEX has nothing to do")]
    [InlineData("PREPARE q AS SELECT 1", "prepared", "$1, $2")]
    [InlineData("EXECUTE q(1)", "prepared", "$1, $2")]
    [InlineData("DEALLOCATE q", "prepared", "$1, $2")]
    [InlineData("DECLARE c CURSOR FOR SELECT 1", "cursor", "hand in the query")]
    [InlineData("FETCH ALL FROM c", "cursor", "hand in the query")]
    [InlineData("LOCK TABLE t", "lock", "Leave LOCK out")]
    [InlineData("SELECT a FROM t FOR UPDATE", "lock", "Leave FOR UPDATE out")]
    [InlineData("SELECT a FROM t FOR NO KEY UPDATE", "lock", "Leave FOR UPDATE out")]
    [InlineData("SELECT a FROM t FOR SHARE", "lock", "Leave FOR SHARE out")]
    [InlineData("NOTIFY c, 'x'", "notify", "Nobody sends or hears")]
    [InlineData("ALTER TABLE t ADD PRIMARY KEY (a)", "alter", "beside what is there")]
    [InlineData("DROP TABLE t", "drop", "Only indexes and statistics")]
    [InlineData("CREATE EXTENSION pg_trgm", "create", "indexes and statistics")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)", "concurrently", "Leave CONCURRENTLY out")]
    [InlineData("DROP INDEX CONCURRENTLY i", "concurrently", "Leave CONCURRENTLY out")]
    [InlineData("\\d t", "psql", "schema.sql")]
    [InlineData("SELECT 1 \\gx", "psql", "schema.sql")]
    [InlineData("SELCT 1", "unknown", "Did you mean SELECT?")]
    [InlineData("CRAETE INDEX i ON t (a)", "unknown", "Did you mean CREATE?")]
    [InlineData("a query, please", "unknown", "No statement begins with a. An answer is CREATE INDEX")]
    [InlineData(") SELECT 1", "unknown", "No statement begins with )")]
    [InlineData("SELECT 1; SELECT 2", "two-queries", "the one on line 1")]
    [InlineData("SELECT 'it''s", "not-closed", "quote is never closed")]
    [InlineData("SELECT $a$ ; DROP TABLE t", "not-closed", "quote is never closed")]
    [InlineData("SELECT \"a FROM t", "not-closed", "double quote is never closed")]
    [InlineData("SELECT 1 /* and /* so */ on", "not-closed", "*/ is missing")]
    [InlineData("SELECT $3::int", "parameter", "There is no $3: this query gets 2 arguments, $1 (userId), $2 (category).")]
    [InlineData("SELECT $0", "parameter", "There is no $0")]
    [InlineData("SELECT a FROM t WHERE u = @userId", "parameter", "write $1 for @userId")]
    [InlineData("SELECT a FROM t WHERE c = :category", "parameter", "write $2 for :category")]
    [InlineData("", "empty", "nothing to run")]
    [InlineData("  \n-- later\n/* or never */ ;; ", "empty", "nothing to run")]
    public void Parse_AnswerThatCannotRun_NamesTheRuleAndSaysWhatToDo(string sql, string rule, string sentence)
    {
        Assert.Null(SqlAnswer.Parse(sql, Lab.Exercise(), out var outcome));

        Assert.Equal(OutcomeKind.RuntimeError, outcome.Kind);
        Assert.Contains(sentence, outcome.Message, StringComparison.Ordinal);
        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal(("error", rule, 1), (diagnostic.Severity, diagnostic.Code, diagnostic.Line));
        Assert.StartsWith($"Line {diagnostic.Line}: {diagnostic.Message}", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT \"into\", note AS \"update\" FROM t WHERE n = 'FOR UPDATE; DROP TABLE t'")]
    [InlineData("WITH x AS (SELECT a FROM t) SELECT a FROM x -- INSERT INTO t")]
    [InlineData("SELECT @ a, a::category, t.delete, (update) FROM t")]
    [InlineData("VALUES ($1::int, $2::text)")]
    [InlineData("SELECT $$ \\d $$, E'\\\\d', 1 AS for_update")]
    [InlineData("SELECT set_config FROM t")]
    public void Parse_QueryThatOnlyLooksForbidden_IsRun(string sql)
    {
        Assert.Equal(sql, SqlAnswer.Parse(sql, Lab.Exercise(), out var outcome)?.Query.Text);
        Assert.Equal(OutcomeKind.Completed, outcome.Kind);
    }

    [Fact]
    public void Parse_RefusedOnALaterLine_MarksItsFirstWordAndNotTheCommentBeforeIt()
    {
        Assert.Null(SqlAnswer.Parse("CREATE INDEX i ON t (a);\n\n-- é 🚀 why\n  VACUUM t;", Lab.Exercise(), out var outcome));

        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal((4, 3, 4, 9), (diagnostic.Line, diagnostic.Column, diagnostic.EndLine, diagnostic.EndColumn));
    }

    [Fact]
    public void Parse_SecondQueryOnTheSameLine_MarksTheSecond()
    {
        Assert.Null(SqlAnswer.Parse("SELECT 1; SELECT 2", Lab.Exercise(), out var outcome));

        Assert.Equal((1, 11), (outcome.Diagnostics[0].Line, outcome.Diagnostics[0].Column));
    }

    [Fact]
    public void Parse_MoreDdlThanOneHundred_MarksTheFirstBeyond()
    {
        var hundred = string.Concat(Enumerable.Range(1, 100).Select(n => $"CREATE INDEX i{n} ON t (a);\n"));
        Assert.Equal(100, SqlAnswer.Parse(hundred + "SELECT 1", Lab.Exercise(), out _)?.Ddl.Count);

        Assert.Null(SqlAnswer.Parse(hundred + "SELECT 1;\nANALYZE t", Lab.Exercise(), out var outcome));

        Assert.Equal(OutcomeKind.RuntimeError, outcome.Kind);
        Assert.Contains("more than 100 statements", outcome.Message, StringComparison.Ordinal);
        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal(("too-many", 102, 1), (diagnostic.Code, diagnostic.Line, diagnostic.Column));
    }

    [Fact]
    public void Parse_OnlyAnIndex_KeepsTheStartersQuery()
    {
        var answer = SqlAnswer.Parse("CREATE INDEX i ON t (a);", Lab.Exercise(), out _);

        Assert.Equal("SELECT 7", answer?.Query.Text);
        Assert.Single(answer!.Ddl);
    }

    [Fact]
    public void Parse_IndexWhereNoneIsAskedFor_SaysSo()
    {
        Assert.Null(SqlAnswer.Parse("SELECT 1;\nCREATE INDEX i ON t (a);", Lab.Exercise(AllowedDdl.None), out var outcome));

        Assert.Equal(("ddl", 2), (outcome.Diagnostics[0].Code, outcome.Diagnostics[0].Line));
        Assert.Contains("a query alone", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NothingWhereNoDdlIsAskedFor_AsksForAQueryOnly()
    {
        Assert.Null(SqlAnswer.Parse("-- soon", Lab.Exercise(AllowedDdl.None), out var outcome));

        Assert.Contains("An answer is one query", outcome.Message, StringComparison.Ordinal);
    }
}
