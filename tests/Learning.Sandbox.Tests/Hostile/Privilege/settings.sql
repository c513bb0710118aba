-- tries: Set what only a superuser may, by SET, by function and by the table of settings.
-- expect: as marked
SET log_statement = 'none'
-- => 42501
SET auto_explain.log_min_duration = -1
-- => 42501
SET temp_file_limit = -1
-- => 42501
SET session_replication_role = replica
-- => 42501
SET session_preload_libraries = 'x'
-- => 42501
SET dynamic_library_path = '/tmp'
-- => 42501
SET allow_system_table_mods = on
-- => 42501
SET zero_damaged_pages = on
-- => 42501
SET lc_messages = 'de_DE'
-- => 42501 | 22023
SET log_min_error_statement = 'panic'
-- => 42501
SET debug_print_plan = on
-- => ok
SELECT set_config('log_statement', 'none', false)
-- => 42501 permission denied for function set_config
UPDATE pg_settings SET setting = 'none' WHERE name = 'log_statement'
-- => 42501
SET local_preload_libraries = 'x'
-- => ok
SHOW log_statement
-- => value all
-- as: supervisor
SET log_statement = 'none'
-- => ok
