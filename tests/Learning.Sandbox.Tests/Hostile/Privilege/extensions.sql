-- tries: Extensions that reach files or networks, trusted ones too, and libraries by LOAD. The supervisor has some to choose from.
-- expect: as marked
CREATE EXTENSION dblink
-- => 42501 | 0A000 | 58P01
CREATE EXTENSION postgres_fdw
-- => 42501 | 0A000 | 58P01
CREATE EXTENSION file_fdw
-- => 42501 | 0A000 | 58P01
CREATE EXTENSION adminpack
-- => 42501 | 0A000 | 58P01
CREATE EXTENSION plpython3u
-- => 42501 | 0A000 | 58P01
CREATE EXTENSION plperlu
-- => 42501 | 0A000 | 58P01
CREATE EXTENSION pg_trgm
-- => 42501 | 0A000 | 58P01
CREATE EXTENSION hstore
-- => 42501 | 0A000 | 58P01
LOAD 'auto_explain'
-- => 42501
LOAD '/tmp/x.so'
-- => 42501
LOAD '$libdir/plugins/x'
-- => 58P01 | 42501
ALTER EXTENSION plpgsql UPDATE
-- => 42501
-- as: supervisor
LOAD 'auto_explain'
-- => ok
