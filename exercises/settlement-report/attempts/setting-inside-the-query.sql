-- verdict: RuntimeError at Correct
-- set_config is SET in the shape of a query; the next statement of the session would be planned without the old index's kind of scan.

CREATE INDEX payments_merchant_status ON payments (merchant_id, status);

WITH quick AS MATERIALIZED (SELECT set_config('enable_indexonlyscan', 'off', false) AS setting)
SELECT (booked_at AT TIME ZONE 'UTC')::date AS day,
       count(*) AS payments,
       sum(amount) AS total
FROM payments, quick
WHERE merchant_id = $1
  AND status = $2
  AND booked_at >= $3
  AND booked_at < $4
GROUP BY day
ORDER BY day;
