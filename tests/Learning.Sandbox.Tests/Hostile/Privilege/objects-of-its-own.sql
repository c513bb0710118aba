-- tries: Make anything: tables, temporary ones over the real, views, functions, operators, casts, aggregates, schemas, types, triggers, rules.
-- expect: as marked
CREATE TABLE mine (id int)
-- => 42501 permission denied for schema public
CREATE TEMP TABLE item (id int, name text)
-- => 42501 permission denied to create temporary tables
CREATE VIEW mine AS SELECT 1
-- => 42501
CREATE TEMP VIEW mine AS SELECT 1
-- => 42501
CREATE MATERIALIZED VIEW mine AS SELECT 1
-- => 42501
CREATE SCHEMA mine
-- => 42501
CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'
-- => 42501
CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'
-- => 42501
CREATE OPERATOR public.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)
-- => 42501
CREATE AGGREGATE mine (int) (SFUNC = int4pl, STYPE = int)
-- => 42501
CREATE TYPE mine AS (id int)
-- => 42501
CREATE DOMAIN mine AS int
-- => 42501
CREATE CAST (text AS int) WITH INOUT
-- => 42501 | 42501 must be owner
CREATE COLLATION mine (provider = icu, locale = 'und')
-- => 42501
CREATE SEQUENCE mine
-- => 42501
CREATE TRIGGER mine BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
-- => 42501
CREATE RULE mine AS ON SELECT TO item DO INSTEAD SELECT 1
-- => 42501
CREATE INDEX mine ON item (name)
-- => 42501
CREATE STATISTICS mine ON id, name FROM item
-- => 42501
CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()
-- => 42501
CREATE DATABASE mine
-- => 42501
CREATE TABLESPACE mine LOCATION '/tmp'
-- => 42501
CREATE FOREIGN DATA WRAPPER mine
-- => 42501
CREATE SERVER mine FOREIGN DATA WRAPPER mine
-- => 42704 | 42501
CREATE LANGUAGE mine HANDLER plpgsql_call_handler
-- => 42501
CREATE ACCESS METHOD mine TYPE INDEX HANDLER bthandler
-- => 42501
CREATE POLICY mine ON item
-- => 42501
SECURITY LABEL ON TABLE item IS 'x'
-- => 22023 | 42501
SELECT count(*) FROM item
-- => value 1000
