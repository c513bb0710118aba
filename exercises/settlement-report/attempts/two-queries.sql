-- verdict: RuntimeError
-- One to look, one to answer: which of them is to be judged?

CREATE INDEX payments_merchant_status_booked ON payments (merchant_id, status, booked_at) INCLUDE (amount);

SELECT count(*) FROM payments WHERE merchant_id = $1;

SELECT (booked_at AT TIME ZONE 'UTC')::date AS day, count(*) AS payments, sum(amount) AS total
FROM payments
WHERE merchant_id = $1 AND status = $2 AND booked_at >= $3 AND booked_at < $4
GROUP BY day
ORDER BY day;
