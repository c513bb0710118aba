-- verdict: RuntimeError
-- A copy of the open invoices for this session, to be made again in the next.

CREATE TEMP TABLE open_invoices AS SELECT currency, amount, due_at FROM invoices WHERE status = 'open';

SELECT currency, count(*) AS invoices, sum(amount) AS owed, min(due_at) AS oldest
FROM open_invoices
WHERE due_at < $1
GROUP BY currency
ORDER BY currency;
