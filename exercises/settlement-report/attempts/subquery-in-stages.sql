-- verdict: Passed
-- A common table expression computes what a materialized view would, at the moment of asking.

DROP INDEX payments_report;
CREATE INDEX payments_merchant_status_booked ON payments (merchant_id, status, booked_at) INCLUDE (amount);

WITH asked AS MATERIALIZED (
    SELECT booked_at, amount
    FROM payments
    WHERE merchant_id = $1 AND status = $2 AND booked_at >= $3 AND booked_at < $4
)
SELECT (booked_at AT TIME ZONE 'UTC')::date AS day, count(*) AS payments, sum(amount) AS total
FROM asked
GROUP BY day
ORDER BY day;
