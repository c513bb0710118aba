-- tries: A regular expression that costs more than any row is worth.
-- expect: as marked
-- limit: 1.5
SELECT count(*) FROM item AS a, item AS b, item AS c WHERE (a.name || b.name || c.name) ~ '^(.*a)*(.*b)*(.*c)*(\w+)\4$'
-- => TimeLimit | 2201B
