-- tries: Run a program or touch a file of the server's by COPY. The supervisor may read one.
-- expect: as marked
SELECT count(*) FROM item
-- => value 1000
COPY item TO PROGRAM 'cat > /tmp/x'
-- => 42501 permission denied to COPY to or from an external program
COPY item FROM PROGRAM 'id'
-- => 42501
COPY item TO '/tmp/hostile-left'
-- => 42501 permission denied to COPY to a file
COPY item FROM '/etc/passwd'
-- => 42501
-- as: supervisor
SELECT length(pg_read_file('/data/PG_VERSION')) > 0
-- => value t
