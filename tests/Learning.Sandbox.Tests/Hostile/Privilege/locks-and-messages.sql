-- tries: Hold locks that outlive transactions, export snapshots, notify: ways to talk or to stand in the way.
-- expect: as marked
SELECT pg_advisory_lock(1)
-- => 42501
SELECT pg_try_advisory_lock(1)
-- => 42501
SELECT pg_advisory_xact_lock(n) FROM generate_series(1, 100000) AS n
-- => 42501
SELECT pg_notify('x', 'y')
-- => 42501
SELECT pg_export_snapshot()
-- => 42501
BEGIN
-- => ok
PREPARE TRANSACTION 'mine'
-- => 55000
ROLLBACK
-- => ok
-- as: supervisor
SELECT count(*) FROM pg_prepared_xacts
-- => value 0
