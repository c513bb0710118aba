-- verdict: RuntimeError
-- The settings are part of the exam: what is asked for is an index, and SET is no part of an answer.

SET enable_indexonlyscan = off;
