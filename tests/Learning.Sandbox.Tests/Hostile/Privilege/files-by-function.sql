-- tries: Read, list and write files of the server by functions. The supervisor can, so they are there.
-- expect: as marked
SELECT pg_read_file('/data/PG_VERSION')
-- => 42501 permission denied for function pg_read_file
SELECT pg_read_binary_file('/data/pg_hba.conf')
-- => 42501
SELECT pg_ls_dir('/')
-- => 42501
SELECT pg_stat_file('/data/PG_VERSION')
-- => 42501
SELECT pg_ls_logdir()
-- => 42501
SELECT pg_ls_waldir()
-- => 42501
SELECT pg_ls_tmpdir()
-- => 42501
SELECT pg_current_logfile()
-- => 42501
SELECT pg_hba_file_rules()
-- => 42501
SELECT * FROM pg_file_settings
-- => 42501
SELECT * FROM pg_ident_file_mappings
-- => 42501
-- as: supervisor
SELECT pg_read_file('/data/PG_VERSION') <> ''
-- => value t
