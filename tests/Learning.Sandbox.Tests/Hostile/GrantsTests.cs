using Learning.Hostile.Cases;
using Learning.Hostile.Lab;
using Learning.Sandbox.Clusters;
using Npgsql;

namespace Learning.Sandbox.Tests.Hostile;

/// <summary>Every right that the learner's role has or lacks, asked of the server itself, against a list that somebody has read.</summary>
[Collection(nameof(HostileSuite))]
public sealed class GrantsTests(HostileSuite suite)
{
    private static readonly string[] Queries =
    [
        "SELECT 'database ' || datname || ' ' || p FROM pg_database, unnest(ARRAY['CONNECT', 'CREATE', 'TEMPORARY']) AS p WHERE has_database_privilege('learner', oid, p)",
        "SELECT 'schema ' || nspname || ' ' || p FROM pg_namespace, unnest(ARRAY['USAGE', 'CREATE']) AS p WHERE nspname !~ '^pg_(toast|temp)' AND has_schema_privilege('learner', oid, p)",
        "SELECT 'language ' || lanname FROM pg_language WHERE has_language_privilege('learner', oid, 'USAGE')",
        "SELECT 'table ' || oid::regclass || ' ' || p FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p WHERE relkind IN ('r', 'v', 'm', 'p', 'f') AND relnamespace <> 'pg_toast'::regnamespace AND has_table_privilege('learner', oid, p) AND (p <> 'SELECT' OR relnamespace = 'public'::regnamespace)",
        "SELECT 'no catalogue ' || oid::regclass FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND NOT has_table_privilege('learner', oid, 'SELECT')",
        "SELECT 'no function ' || oid::regprocedure FROM pg_proc WHERE NOT has_function_privilege('learner', oid, 'EXECUTE')",
        "SELECT 'definer ' || oid::regprocedure FROM pg_proc WHERE prosecdef AND has_function_privilege('learner', oid, 'EXECUTE')",
        "SELECT 'no type ' || oid::regtype FROM pg_type WHERE NOT has_type_privilege('learner', oid, 'USAGE')",
        "SELECT 'tablespace ' || spcname FROM pg_tablespace WHERE has_tablespace_privilege('learner', oid, 'CREATE')",
        "SELECT 'foreign ' || fdwname FROM pg_foreign_data_wrapper WHERE has_foreign_data_wrapper_privilege('learner', oid, 'USAGE')",
        "SELECT 'parameter ' || parname FROM pg_parameter_acl WHERE has_parameter_privilege('learner', parname, 'SET')",
        "SELECT 'member of ' || rolname FROM pg_roles WHERE pg_has_role('learner', oid, 'MEMBER') AND rolname <> 'learner'",
        "SELECT 'owns ' || classid::regclass || ' ' || objid FROM pg_shdepend WHERE refobjid = 'learner'::regrole AND deptype = 'o'",
        "SELECT 'extension ' || extname FROM pg_extension",
        "SELECT 'role ' || rolname || concat(' ', rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, ' ', rolconnlimit) FROM pg_roles WHERE rolname IN ('learner', 'owner')",
    ];

    [Fact]
    public async Task LearnersRole_AskedForEveryRight_HasThoseOfTheList()
    {
        var list = Path.Combine(CaseFiles.Folder, "Privilege", "grants.txt");
        var actual = await RightsAsync();
        // Beside the program, to be read before it takes the list's place.
        await File.WriteAllLinesAsync(Path.ChangeExtension(list, ".actual"), actual);

        Assert.Equal(await File.ReadAllLinesAsync(list), actual);
    }

    private async Task<List<string>> RightsAsync()
    {
        await using var cluster = await suite.Lab.Clusters.RentAsync(HostileExercises.Of(sql: false, TimeSpan.FromSeconds(10)), CancellationToken.None);
        await using var connection = await cluster.OpenAsync(ClusterRole.Supervisor, "visible", CancellationToken.None);
        List<string> rights = [];
        foreach (var query in Queries)
        {
            await using var command = new NpgsqlCommand(query, connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rights.Add(reader.GetString(0));
        }
        rights.Sort(StringComparer.Ordinal);
        return rights;
    }
}
