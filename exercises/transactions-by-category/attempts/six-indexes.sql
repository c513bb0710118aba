-- verdict: OverBudget at Cheap to own
-- One of the six is the right one. The other five are paid for with every insert.

CREATE INDEX transactions_1 ON transactions (user_id);
CREATE INDEX transactions_2 ON transactions (created_at DESC);
CREATE INDEX transactions_3 ON transactions (user_id, created_at DESC);
CREATE INDEX transactions_4 ON transactions (category, created_at DESC);
CREATE INDEX transactions_5 ON transactions (user_id, category, created_at DESC, id DESC);
CREATE INDEX transactions_6 ON transactions (merchant);
