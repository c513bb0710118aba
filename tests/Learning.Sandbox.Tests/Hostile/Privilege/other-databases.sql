-- tries: Reach the other databases, where hidden data is: by connecting, by name, by catalogues, by size and by statistics.
-- expect: as marked
-- as: learner-elsewhere
SELECT current_database()
-- => value visible
SELECT * FROM a.public.item
-- => 0A000 cross-database references are not implemented
SELECT has_database_privilege('postgres', 'connect')
-- => 3D000 does not exist
SELECT has_database_privilege('template1', 'connect')
-- => 3D000 does not exist
SELECT pg_database_size('a')
-- => 42501 | ok
CREATE DATABASE mine TEMPLATE a
-- => 42501
ALTER DATABASE a RENAME TO b
-- => 42501
COMMENT ON DATABASE visible IS 'x'
-- => 42501
