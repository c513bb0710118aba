-- tries: See, cancel and end sessions: the watchdog's and the supervisor's; and its own, which would look as if the server had failed.
-- expect: as marked
-- as: supervisor
SELECT set_config('application_name', 'watchdog', false)
-- => value watchdog
-- as: learner
SELECT count(*) FROM pg_stat_activity WHERE usename = 'supervisor' AND query <> '<insufficient privilege>'
-- => value 0
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'supervisor'
-- => 42501
SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'supervisor'
-- => 42501
SELECT count(*) FROM pg_stat_activity WHERE usename IS NULL AND pg_terminate_backend(pid)
-- => 42501
SELECT pg_cancel_backend(pg_backend_pid())
-- => 42501
SELECT pg_terminate_backend(pg_backend_pid())
-- => 42501
-- as: supervisor
SELECT pg_cancel_backend(0)
-- => value f
