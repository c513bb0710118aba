-- verdict: WrongAnswer at Correct
-- Copied out of the result tab. It fits one moment of one data set.

SELECT currency, invoices, owed, oldest
FROM (VALUES ('CHF', 28::bigint, 123456.78, timestamptz '2023-02-11 05:12+00'), ('EUR', 1001::bigint, 4500000.10, timestamptz '2023-01-20 11:00+00'))
     AS copied (currency, invoices, owed, oldest)
WHERE $1::timestamptz IS NOT NULL
ORDER BY currency;
