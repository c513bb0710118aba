namespace Learning.Sandbox.Incidents.World;

/// <summary>Settings, roles and rights of a lab's server: a small production database, watched as one is.</summary>
internal static class WorldSql
{
    public const string Database = "app";
    /// <summary>The learner's: may do what an on-call engineer may.</summary>
    public const string OnCall = "oncall";

    public const string Settings = """

        listen_addresses = ''
        unix_socket_permissions = 0700
        max_connections = 100
        superuser_reserved_connections = 10
        shared_buffers = 64MB
        effective_cache_size = 256MB
        random_page_cost = 1.1
        work_mem = 4MB
        maintenance_work_mem = 256MB
        jit = off
        max_parallel_workers_per_gather = 0
        max_parallel_maintenance_workers = 0
        max_wal_size = 128MB
        min_wal_size = 32MB
        checkpoint_timeout = 15min
        fsync = off
        full_page_writes = off
        synchronous_commit = off
        wal_level = minimal
        max_wal_senders = 0
        max_prepared_transactions = 0
        autovacuum_naptime = 15s
        log_autovacuum_min_duration = 0
        logging_collector = off
        log_destination = 'stderr'
        log_lock_waits = on
        deadlock_timeout = 1s
        log_min_duration_statement = -1
        track_io_timing = on
        track_activity_query_size = 2048
        temp_file_limit = 1GB
        shared_preload_libraries = 'pg_stat_statements'

        """;

    /// <summary>Nobody but the supervisor of the labs can reach the socket; its own role has a password all the same, against those inside.</summary>
    public const string HostBasedAuthentication = """
        local all supervisor scram-sha-256
        local all all        trust

        """;

    /// <summary>
    /// What the supervisor's sessions have whatever the learner, who owns the database, has set for all of its sessions (ALTER DATABASE … SET): a time-out is a
    /// sensible thing to set there, and another search_path shows other tables. Options of a connection come before those.
    /// </summary>
    public static string[] SupervisorsOwn(int major) =>
    [
        "search_path=pg_catalog,public", "role=none", "statement_timeout=0", "lock_timeout=0", "idle_in_transaction_session_timeout=0", "idle_session_timeout=0",
        "default_transaction_read_only=off", .. major >= 17 ? ["transaction_timeout=0"] : Array.Empty<string>(),
    ];

    public static string Roles(IEnumerable<string> roles, string application) => $"""
        CREATE ROLE owner LOGIN NOSUPERUSER;
        CREATE ROLE {OnCall} LOGIN NOSUPERUSER IN ROLE owner, pg_monitor, pg_signal_backend;
        {string.Concat(roles.Select(role => $"CREATE ROLE {role} LOGIN NOSUPERUSER{(role == application ? "" : " IN ROLE owner")};\n"))}
        CREATE DATABASE {Database} OWNER owner;
        """;

    public const string Extensions = """
        CREATE EXTENSION pg_stat_statements;
        CREATE EXTENSION pgstattuple;
        CREATE EXTENSION pg_buffercache;
        """;

    public static string Rights(string application) => $"""
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {application};
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {application};
        GRANT CREATE, USAGE ON SCHEMA public TO owner;
        ALTER ROLE owner SET search_path = public;
        """;
}
