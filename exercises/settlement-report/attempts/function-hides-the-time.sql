-- verdict: OverBudget at Planned
-- The right columns in the right order, but to_char(booked_at) is no column of the index: all of the merchant's past is fetched.

DROP INDEX payments_report;
CREATE INDEX payments_merchant_status_booked ON payments (merchant_id, status, booked_at);

SELECT (booked_at AT TIME ZONE 'UTC')::date AS day,
       count(*) AS payments,
       sum(amount) AS total
FROM payments
WHERE merchant_id = $1
  AND status = $2
  AND to_char(booked_at AT TIME ZONE 'UTC', 'YYYYMMDD') >= to_char($3 AT TIME ZONE 'UTC', 'YYYYMMDD')
  AND to_char(booked_at AT TIME ZONE 'UTC', 'YYYYMMDD') < to_char($4 AT TIME ZONE 'UTC', 'YYYYMMDD')
GROUP BY day
ORDER BY day;
