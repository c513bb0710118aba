-- verdict: Passed
-- What a temporary table would hold, as a part of the query.

CREATE INDEX invoices_open ON invoices (due_at) INCLUDE (currency, amount) WHERE status = 'open';

WITH overdue AS MATERIALIZED (SELECT currency, amount, due_at FROM invoices WHERE status = 'open' AND due_at < $1)
SELECT currency, count(*) AS invoices, sum(amount) AS owed, min(due_at) AS oldest
FROM overdue
GROUP BY currency
ORDER BY currency;
