using Learning.Grading.Traces;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;

namespace Learning.Sandbox.Tests.Attempts;

public sealed class FrozenSettingsTests
{
    [Theory]
    [InlineData("SET enable_seqscan = off", "SET", "enable_seqscan")]
    [InlineData("/* quiet */ set session Work_Mem TO '1GB'", "SET", "work_mem")]
    [InlineData("SET LOCAL \"jit\" = on", "SET", "jit")]
    [InlineData("SET my.cache = '[1, 2, 3]'", "SET", "my.cache")]
    [InlineData("SELECT 1; SET application_name = 'a'; SET random_page_cost = 9", "SET", "random_page_cost")]
    [InlineData("SET ROLE NONE", "SET", "role")]
    [InlineData("something unheard of", "SET", "something")]
    [InlineData("ALTER ROLE learner SET work_mem = '1GB'", "ALTER ROLE", "ALTER ROLE")]
    public void Broken_StatementThatChangesASetting_IsNamed(string sql, string command, string named)
    {
        var sentence = FrozenSettings.Broken([Sent(sql, command)], []);

        Assert.Contains($"S3 ", sentence, StringComparison.Ordinal);
        Assert.Contains(named, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SET application_name = 'feed'", "SET")]
    [InlineData("SET TIME ZONE 'UTC'", "SET")]
    [InlineData("SET TimeZone = 'UTC'", "SET")]
    [InlineData("SET LOCAL statement_timeout = '2s'", "SET")]
    [InlineData("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SET")]
    [InlineData("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "SET")]
    [InlineData("RESET ALL", "RESET")]
    [InlineData("DISCARD ALL", "DISCARD ALL")]
    [InlineData("SET enable_seqscan = off", "")]
    [InlineData("SELECT 'SET work_mem = 1'", "SELECT 1")]
    public void Broken_HarmlessOrRefusedStatement_IsNot(string sql, string command) => Assert.Null(FrozenSettings.Broken([Sent(sql, command)], []));

    [Theory]
    [InlineData("work_mem", "1GB", "work_mem = 1GB")]
    [InlineData("enable_seqscan", "off", "enable_seqscan = off")]
    [InlineData("random_page_cost", "9", "random_page_cost = 9 instead of 1.1")]
    [InlineData("jit", null, "jit at its built-in value instead of off")]
    public void Broken_PlanMadeUnderOtherSettings_IsSeenWithoutTheStatementThatChangedThem(string name, string? value, string sentence) =>
        Assert.Contains(sentence, FrozenSettings.Broken([], [Planned(name, value)]), StringComparison.Ordinal);

    [Fact]
    public void Broken_PlanOfAnUntouchedSession_IsNot() => Assert.Null(FrozenSettings.Broken([], [Planned("search_path", "public")]));

    private static LoggedPlan Planned(string name, string? value)
    {
        var settings = new Dictionary<string, string>(TemplateSql.Planner, StringComparer.Ordinal);
        if (value is null)
            settings.Remove(name);
        else
            settings[name] = value;
        return new(1, "SELECT 1", new() { Root = new() { Type = "Result" }, DurationMs = 0 }, Nested: false) { Settings = settings };
    }

    private static Statement Sent(string sql, string command) => new()
    {
        Number = 3, Connection = 1, Sql = sql, Kind = StatementKind.Simple, RoundTrip = 1, Command = command,
        SentMs = 0, ServerStartMs = 0, ServerEndMs = 0, DoneMs = 0, Rows = 0, Bytes = 0,
    };
}
