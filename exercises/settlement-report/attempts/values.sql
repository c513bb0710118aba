-- verdict: WrongAnswer at Correct
-- A report copied out of the result tab. It fits one draw of one data set.

SELECT day, payments, total
FROM (VALUES (date '2025-03-02', 1::bigint, 84.12), (date '2025-03-05', 2::bigint, 19.90)) AS copied (day, payments, total)
WHERE $1::int IS NOT NULL
  AND $2::text IS NOT NULL
  AND $3::timestamptz IS NOT NULL
  AND $4::timestamptz IS NOT NULL;
