-- verdict: OverBudget at Planned
-- Small and quick for settled payments; no other status can use it.

CREATE INDEX payments_settled ON payments (merchant_id, booked_at) INCLUDE (amount) WHERE status = 'settled';
