-- verdict: OverBudget at Planned
-- Without the time two years are fetched for one quarter.

CREATE INDEX payments_merchant_status ON payments (merchant_id, status);
