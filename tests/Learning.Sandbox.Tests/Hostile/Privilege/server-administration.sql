-- tries: Administer the server: configuration, reload, log rotation, checkpoints, backups, replication, WAL.
-- expect: as marked
ALTER SYSTEM SET log_statement = 'none'
-- => 42501
SELECT pg_reload_conf()
-- => 42501
SELECT pg_rotate_logfile()
-- => 42501
CHECKPOINT
-- => 42501
SELECT pg_backup_start('x')
-- => 42501
SELECT pg_switch_wal()
-- => 42501
SELECT pg_create_restore_point('x')
-- => 42501
SELECT pg_create_physical_replication_slot('x')
-- => 42501
SELECT pg_create_logical_replication_slot('x', 'pgoutput')
-- => 42501
CREATE PUBLICATION mine FOR ALL TABLES
-- => 42501
CREATE SUBSCRIPTION mine CONNECTION 'host=/sock' PUBLICATION mine
-- => 42501
SELECT pg_promote()
-- => 42501
SELECT pg_stat_reset()
-- => 42501
SELECT pg_logical_emit_message(false, 'x', 'y')
-- => 42501 | ok
SELECT pg_log_backend_memory_contexts(pg_backend_pid())
-- => 42501
-- as: supervisor
CHECKPOINT
-- => ok
