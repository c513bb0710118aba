-- What is overdue at the moment $1, by currency. Void invoices are not owed and paid ones no more.

SELECT currency,
       count(*) AS invoices,
       sum(amount) AS owed,
       min(due_at) AS oldest
FROM invoices
WHERE status = 'open'
  AND due_at < $1
GROUP BY currency
ORDER BY currency;
