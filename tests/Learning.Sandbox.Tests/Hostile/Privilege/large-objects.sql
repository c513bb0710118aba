-- tries: Large objects: import, export, create, fill.
-- expect: as marked
SELECT lo_import('/etc/passwd')
-- => 42501
SELECT lo_export(1, '/tmp/hostile-left')
-- => 42501
SELECT lo_create(0)
-- => 42501
SELECT lo_creat(-1)
-- => 42501
SELECT lo_from_bytea(0, 'x')
-- => 42501
SELECT lo_put(1, 0, 'x')
-- => 42501
SELECT lowrite(1, 'x')
-- => 42501
SELECT count(*) FROM pg_largeobject_metadata
-- => value 0
-- as: supervisor
SELECT lo_from_bytea(0, 'x') > 0
-- => value t
