-- tries: Change its own role: a password, settings. It may, within what only it sees; the next session still logs and plans as it should.
-- expect: as marked
ALTER ROLE learner PASSWORD 'mine'
-- => ok
ALTER ROLE learner SET statement_timeout = 0
-- => ok
ALTER ROLE learner RESET log_statement
-- => 42501
ALTER ROLE learner SET log_statement = 'none'
-- => 42501
ALTER ROLE learner SET session_preload_libraries = 'x'
-- => 42501
ALTER ROLE learner SET temp_file_limit = '100GB'
-- => 42501
-- as: learner-again
SHOW log_statement
-- => value all
SHOW temp_file_limit
-- => value 64MB
