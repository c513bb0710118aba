using System.Globalization;
using Learning.Grading.Exercises;

namespace Learning.Sandbox.Clusters;

/// <summary>Settings and rights of a throw-away cluster.</summary>
internal static class TemplateSql
{
    /// <summary>Sessions of the learner's role at a time.</summary>
    public const int Sessions = 20;

    /// <summary>Parallel workers of all sessions together. None is planned with, but a session may ask for them.</summary>
    public const int Workers = 8;

    /// <summary>
    /// What each session, and each of its parallel workers, may write to temporary files, in MB. All of them together stay below <see cref="Cluster.DiskMb"/>: a query
    /// that spills ends with PostgreSQL's own word, and not with its server.
    /// </summary>
    public const int TempFilesMb = 64;

    /// <summary>What plans depend on where it differs from what is built in: EXPLAIN (SETTINGS) of an untouched session shows these and the search_path.</summary>
    public static readonly IReadOnlyDictionary<string, string> Planner = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["effective_cache_size"] = "512MB",
        ["random_page_cost"] = "1.1",
        ["jit"] = "off",
        ["max_parallel_workers_per_gather"] = "0",
    };

    /// <summary>
    /// A frozen database: nothing runs by itself, nothing is written that a crash would need, plans do not depend on the machine. One whose session was
    /// killed, for want of memory where the kernel counts it, ends and does not begin again: the jail then says why, and what was read meanwhile is not half of it.
    /// Indexes are sorted in pieces that a processor's cache holds: the same index in a seventh less time than with 64 MB.
    /// </summary>
    public static string Settings(int sharedBuffersMb, int major) => string.Create(CultureInfo.InvariantCulture, $"""

        listen_addresses = ''
        unix_socket_permissions = 0700
        max_connections = 40
        superuser_reserved_connections = 5
        shared_buffers = {sharedBuffersMb}MB
        work_mem = 4MB
        maintenance_work_mem = 2MB
        max_parallel_maintenance_workers = 0
        max_worker_processes = {Workers}
        autovacuum = off
        fsync = off
        full_page_writes = off
        synchronous_commit = off
        wal_level = minimal
        max_wal_senders = 0
        max_prepared_transactions = 0
        max_logical_replication_workers = 0
        restart_after_crash = off
        logging_collector = off
        log_destination = 'stderr'
        log_min_messages = warning
        shared_preload_libraries = 'auto_explain'
        auto_explain.log_min_duration = -1
        """) + "\n" + (major >= 18 ? NoReaders : "") + string.Concat(Planner.Select(setting => $"{setting.Key} = {setting.Value}\n"));

    /// <summary>From PostgreSQL 18 on, processes that read ahead: of what is in memory there is nothing to wait for.</summary>
    private const string NoReaders = "io_method = sync\n";

    /// <summary>
    /// Passwords here are random and live as long as an edition; rounds are for those that somebody could guess, and every connection pays for 4,096 of them.
    /// PostgreSQL 16 was the first to leave that to us.
    /// </summary>
    public static string[] OneRound(int major) => major >= 16 ? ["-c", "scram_iterations=1"] : [];

    /// <summary>The learner's role needs no password: only the supervisor and its proxy can reach this socket.</summary>
    public const string HostBasedAuthentication = """
        local all supervisor scram-sha-256
        local all owner      scram-sha-256
        local all learner    trust
        local all all        reject

        """;

    public static string Roles(string ownerPassword) => $"""
        CREATE ROLE owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{ownerPassword}';
        CREATE ROLE learner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT {Sessions};
        ALTER ROLE learner SET search_path = public;
        ALTER ROLE learner SET temp_file_limit = '{TempFilesMb}MB';
        ALTER ROLE learner SET log_statement = 'all';
        ALTER ROLE learner SET auto_explain.log_min_duration = 0;
        ALTER ROLE learner SET auto_explain.log_analyze = on;
        ALTER ROLE learner SET auto_explain.log_buffers = on;
        ALTER ROLE learner SET auto_explain.log_timing = off;
        ALTER ROLE learner SET auto_explain.log_format = 'json';
        ALTER ROLE learner SET auto_explain.log_nested_statements = on;
        ALTER ROLE learner SET auto_explain.log_level = 'log';
        ALTER ROLE learner SET auto_explain.log_settings = on;
        ALTER ROLE learner SET auto_explain.log_parameter_max_length = 0;
        ALTER ROLE learner SET log_parameter_max_length = 0;
        REVOKE ALL ON DATABASE postgres FROM PUBLIC;
        """;

    /// <summary>
    /// Where an exercise changes data, each run has a new copy of a data set, to which nobody may be connected meanwhile: that needs a database of its own. Elsewhere the
    /// visible data set serves, and one database less is copied, and connected to for the first time.
    /// </summary>
    public static string Maintenance(DataPlan data) => data.Changes is null ? data.Visible.Name : "postgres";

    /// <summary>The databases that databases are made from, and the one that nobody needs then: half of the files of every copy.</summary>
    public static IEnumerable<string> Slim(DataPlan data) =>
    [
        "UPDATE pg_database SET datistemplate = false", "DROP DATABASE template0", "DROP DATABASE template1",
        .. data.Changes is null ? ["DROP DATABASE postgres"] : Array.Empty<string>(), "CHECKPOINT",
    ];

    /// <summary>Rights on a database do not come along with a copy of it. One statement each: CREATE DATABASE wants no transaction.</summary>
    public static string[] Copy(string set, string name) =>
    [
        $"CREATE DATABASE {name} TEMPLATE {set} STRATEGY file_copy OWNER owner",
        $"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        $"GRANT CONNECT ON DATABASE {name} TO learner",
    ];

    /// <summary>After the seed: the learner's role reads everything, and writes where the exercise is about writing.</summary>
    public static string Grants(IReadOnlyList<string> written) => string.Join('\n', written
        .Select(table => $"GRANT INSERT, UPDATE, DELETE ON {table} TO learner;")
        .Prepend("GRANT SELECT ON ALL TABLES IN SCHEMA public TO learner;")
        .Append(written.Count > 0 ? "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO learner;" : ""));

    /// <summary>In every data set: what PUBLIC may do by default goes, and so do functions that reach past the query.</summary>
    public static string Lock(string database) => $"""
        REVOKE ALL ON DATABASE {database} FROM PUBLIC;
        GRANT CONNECT ON DATABASE {database} TO learner;
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        ALTER SCHEMA public OWNER TO owner;
        GRANT USAGE ON SCHEMA public TO learner;
        REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
        DO $$
        DECLARE f regprocedure;
        BEGIN
          FOR f IN SELECT oid FROM pg_proc
                   WHERE proname ~ '^(lo_|loread|lowrite|pg_advisory|pg_try_advisory|query_to_xml|table_to_xml|schema_to_xml|database_to_xml|cursor_to_xml|ts_stat|ts_rewrite|pg_notify|pg_export_snapshot|pg_cancel_backend|pg_terminate_backend|set_config)'
          LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
          END LOOP;
        END $$;
        """;
}
