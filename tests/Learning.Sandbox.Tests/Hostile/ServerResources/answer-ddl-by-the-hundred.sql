-- tries: A hundred and one statements for the owner: each takes little, and there would be no end of them.
-- expect: RuntimeError more than 100 statements
-- through: answer
{{repeat 101 ANALYZE item; }}
SELECT id FROM item WHERE id <= $1
