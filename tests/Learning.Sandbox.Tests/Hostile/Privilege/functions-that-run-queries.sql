-- tries: Functions that take a query, a table's name or a cursor and run it where nobody on the wire sees it.
-- expect: as marked
SELECT query_to_xml('SELECT * FROM item', true, true, '')
-- => 42501
SELECT query_to_xml_and_xmlschema('SELECT 1', true, true, '')
-- => 42501
SELECT table_to_xml('item', true, true, '')
-- => 42501
SELECT schema_to_xml('public', true, true, '')
-- => 42501
SELECT database_to_xml(true, true, '')
-- => 42501
SELECT cursor_to_xml('c', 1, true, true, '')
-- => 42501
SELECT ts_stat('SELECT name::tsvector FROM item')
-- => 42501
SELECT ts_rewrite('a'::tsquery, 'SELECT ''a''::tsquery, name::tsquery FROM item')
-- => 42501
SELECT pg_get_viewdef('pg_user'::regclass) <> ''
-- => value t
-- as: supervisor
SELECT query_to_xml('SELECT 1', true, true, '') IS NOT NULL
-- => value t
