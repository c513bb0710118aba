-- tries: Put names of its own before those of the exercise: by the path, by temporary schemas, by casts to names.
-- expect: as marked
SET search_path = pg_temp, public
-- => ok
SELECT count(*) FROM item
-- => value 1000
SET search_path = information_schema, pg_catalog
-- => ok
SELECT count(*) FROM item
-- => 42P01
SELECT 'pg_reload_conf'::regproc
-- => ok
SELECT 'pg_read_file(text)'::regprocedure::oid > 0
-- => value t
