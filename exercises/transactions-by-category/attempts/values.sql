-- verdict: WrongAnswer at Correct
-- An answer copied out of the result tab. It fits one draw of one data set.

SELECT id, created_at, amount, merchant
FROM (VALUES (199821::bigint, timestamptz '2024-05-24 07:54+00', 42.10::numeric(12, 2), 'Merchant 17')) AS copied (id, created_at, amount, merchant)
WHERE $1::int IS NOT NULL
  AND $2::text IS NOT NULL;
