-- tries: DDL that runs as the owner calls something on the way: an index on an expression that reads a file.
-- expect: RuntimeError
-- through: answer
CREATE INDEX mine ON item ((length(pg_read_file('/data/PG_VERSION'))));
