-- verdict: OverBudget at Planned
-- The plan has another node now and reads as much: a hash index knows equality with one column and nothing else.

CREATE INDEX payments_merchant_hash ON payments USING hash (merchant_id);
