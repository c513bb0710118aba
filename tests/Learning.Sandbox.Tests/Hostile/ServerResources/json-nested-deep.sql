-- tries: JSON and XML nested deep enough for the server's stack.
-- expect: as marked
SELECT (repeat('[', 1000000) || repeat(']', 1000000))::json
-- => 54001
SELECT (repeat('{"a":', 1000000) || '1' || repeat('}', 1000000))::jsonb
-- => 54001
SELECT xmlparse(document repeat('<a>', 100000) || repeat('</a>', 100000))
-- => 2200M | 54001 | 0A000
SELECT 1
-- => value 1
