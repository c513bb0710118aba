-- verdict: WrongAnswer at Correct
-- Everything open, also what is due next month.

CREATE INDEX invoices_open ON invoices (currency) INCLUDE (due_at, amount) WHERE status = 'open';

SELECT currency, count(*) AS invoices, sum(amount) AS owed, min(due_at) AS oldest
FROM invoices
WHERE status = 'open'
  AND $1::timestamptz IS NOT NULL
GROUP BY currency
ORDER BY currency;
