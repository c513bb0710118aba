-- tries: Answer a number that PostgreSQL holds and .NET does not.
-- expect: RuntimeError cannot be compared
-- through: answer
SELECT 1e50::numeric AS n FROM item WHERE id <= $1
