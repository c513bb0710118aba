-- One merchant's payments of one status, day by day. $1 is the merchant, $2 the status;
-- the period begins at $3 and ends before $4. The index payments_report was made for it.

SELECT (booked_at AT TIME ZONE 'UTC')::date AS day,
       count(*) AS payments,
       sum(amount) AS total
FROM payments
WHERE merchant_id = $1
  AND status = $2
  AND booked_at >= $3
  AND booked_at < $4
GROUP BY day
ORDER BY day;
