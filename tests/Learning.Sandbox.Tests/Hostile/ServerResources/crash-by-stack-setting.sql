-- tries: Have the server use more stack than it has, and crash.
-- expect: as marked
SET max_stack_depth = '100GB'
-- => 42501 | 22023
SELECT 1
-- => value 1
