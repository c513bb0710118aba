-- tries: An SQL answer whose one row is larger than any message may be.
-- expect: RuntimeError | OutputLimit
-- through: answer
SELECT repeat('x', 100000000)
