-- verdict: Passed
-- VALUES has honest uses: here it gives the arguments names.

DROP INDEX payments_report;
CREATE INDEX payments_merchant_status_booked ON payments (merchant_id, status, booked_at) INCLUDE (amount);

WITH asked (merchant, status, beginning, ending) AS (VALUES ($1::int, $2::text, $3::timestamptz, $4::timestamptz))
SELECT (payments.booked_at AT TIME ZONE 'UTC')::date AS day,
       count(*) AS payments,
       sum(payments.amount) AS total
FROM asked
JOIN payments ON payments.merchant_id = asked.merchant AND payments.status = asked.status
             AND payments.booked_at >= asked.beginning AND payments.booked_at < asked.ending
GROUP BY day
ORDER BY day;
