-- verdict: WrongAnswer at Correct
-- A partial index for the one status that the visible data asks about, with the status written into the query.

CREATE INDEX payments_settled ON payments (merchant_id, booked_at) INCLUDE (amount) WHERE status = 'settled';

SELECT (booked_at AT TIME ZONE 'UTC')::date AS day,
       count(*) AS payments,
       sum(amount) AS total
FROM payments
WHERE merchant_id = $1
  AND status = 'settled'
  AND $2::text IS NOT NULL
  AND booked_at >= $3
  AND booked_at < $4
GROUP BY day
ORDER BY day;
