-- verdict: WrongAnswer at Correct
-- Now the query says it too, and counts the void invoices as owed.

CREATE INDEX invoices_unpaid ON invoices (due_at) INCLUDE (currency, amount) WHERE paid_at IS NULL;

SELECT currency, count(*) AS invoices, sum(amount) AS owed, min(due_at) AS oldest
FROM invoices
WHERE paid_at IS NULL
  AND due_at < $1
GROUP BY currency
ORDER BY currency;
