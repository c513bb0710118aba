-- verdict: OverBudget at Planned
-- Without the status every payment of the period is fetched to look at it.

CREATE INDEX payments_merchant_booked ON payments (merchant_id, booked_at);
