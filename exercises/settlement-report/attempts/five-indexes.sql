-- verdict: OverBudget at Cheap to own
-- One of the five is right; the others are kept in case.

CREATE INDEX payments_1 ON payments (merchant_id, status, booked_at) INCLUDE (amount);
CREATE INDEX payments_2 ON payments (status, merchant_id, booked_at);
CREATE INDEX payments_3 ON payments (merchant_id, booked_at);
CREATE INDEX payments_4 ON payments (booked_at);
CREATE INDEX payments_5 ON payments (status);
