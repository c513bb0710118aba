-- tries: Ten thousand parentheses, and as many casts, for the parser's stack.
-- expect: as marked
SELECT {{repeat 10000 (}}1{{repeat 10000 )}}
-- => 54001 | 42601 memory exhausted | ok
SELECT {{repeat 20000 -}}-1
-- => ok | 54001 | 42601
SELECT {{repeat 9000 1 +}} 1
-- => ok | 54001
SELECT 1{{repeat 10000 ::int}}
-- => ok | 54001
SELECT 1
-- => value 1
