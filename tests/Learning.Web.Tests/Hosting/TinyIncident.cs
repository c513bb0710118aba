using Learning.Grading.Incidents;

namespace Learning.Web.Tests.Hosting;

/// <summary>A world of a few rows that is made in a second, for what the site does with labs.</summary>
internal static class TinyIncident
{
    public static Incident Make() => new()
    {
        Slug = "tiny",
        Title = "Tiny",
        Summary = "",
        Level = "",
        Minutes = 1,
        Revision = "1",
        Stages = [new() { Kind = StageKind.Situation, Title = "Situation", Brief = "" }],
        World = new()
        {
            Steps = [new("Making a table", "CREATE TABLE payment (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, amount numeric NOT NULL); INSERT INTO payment (amount) SELECT n FROM generate_series(1, 500) n")],
            Editions = [new Dictionary<string, string>(StringComparer.Ordinal)],
            Roles = ["api"],
            PostgresVersion = 18,
        },
        Workload = new()
        {
            Users = 10,
            ThinkSeconds = 0.5,
            Pool = 3,
            PoolLimit = 6,
            BaselineSeconds = 2,
            WarmUpSeconds = 1,
            Role = "api",
            Objective = new(500, 0.999),
            Classes = [new() { Name = "read", Label = "Read", Share = 1, Sql = "SELECT * FROM payment WHERE id = $1", Parameters = [new() { Kind = DrawKind.Uniform, From = 1, To = 500 }] }],
        },
        Events = [],
        Levers = [],
        Deployment = new() { Log = [], Files = [] },
        Fix = new() { HealthPoints = 40, FloorMs = 100, HoldSeconds = 2, Lasting = [], Checksums = ["SELECT count(*) FROM payment"] },
        Expert = [],
    };
}
