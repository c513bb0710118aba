-- tries: Become somebody else, make roles, take roles that are predefined, or make its own a better one.
-- expect: as marked
SET ROLE supervisor
-- => 42501
SET ROLE owner
-- => 42501
SET SESSION AUTHORIZATION supervisor
-- => 42501
CREATE ROLE mine SUPERUSER
-- => 42501
GRANT pg_read_server_files TO learner
-- => 42501
GRANT pg_execute_server_program TO learner
-- => 42501
GRANT pg_signal_backend TO learner
-- => 42501
GRANT pg_read_all_data TO learner
-- => 42501
GRANT owner TO learner
-- => 42501
ALTER ROLE learner SUPERUSER
-- => 42501
ALTER ROLE learner CREATEDB
-- => 42501
ALTER ROLE learner CONNECTION LIMIT -1
-- => 42501
ALTER ROLE learner NOLOGIN
-- => 42501
ALTER ROLE owner PASSWORD 'x'
-- => 42501
DROP ROLE owner
-- => 42501
SELECT rolname FROM pg_authid
-- => 42501
SELECT usename FROM pg_shadow
-- => 42501
SELECT passwd FROM pg_user WHERE passwd NOT LIKE '*%'
-- => rows 0
-- as: supervisor
SELECT count(*) > 0 FROM pg_authid WHERE rolpassword LIKE 'SCRAM%'
-- => value t
