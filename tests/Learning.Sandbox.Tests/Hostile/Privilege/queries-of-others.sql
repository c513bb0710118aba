-- tries: Read what others asked: activity, statistics of statements, prepared statements, cursors, statistics of columns it may not see.
-- expect: as marked
SELECT count(*) FROM pg_stat_statements
-- => 42P01
SELECT count(*) FROM pg_prepared_xacts
-- => value 0
SELECT count(*) FROM pg_stat_activity WHERE query ILIKE '%password%' AND pid <> pg_backend_pid()
-- => value 0
SELECT count(*) FROM pg_statistic
-- => 42501
SELECT count(*) FROM pg_user_mapping
-- => value 0 | 42501
SELECT subconninfo FROM pg_subscription
-- => 42501
SELECT count(*) FROM pg_stat_ssl
-- => ok
SELECT count(*) FROM pg_config
-- => 42501
SELECT count(*) FROM pg_backend_memory_contexts
-- => 42501
SELECT count(*) FROM pg_shmem_allocations
-- => 42501
