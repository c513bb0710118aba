-- verdict: Passed
-- The condition is an expression, and the query says the same expression.

CREATE INDEX invoices_open ON invoices (due_at) INCLUDE (currency, amount) WHERE lower(status) = 'open';

SELECT currency, count(*) AS invoices, sum(amount) AS owed, min(due_at) AS oldest
FROM invoices
WHERE lower(status) = 'open'
  AND due_at < $1
GROUP BY currency
ORDER BY currency;
