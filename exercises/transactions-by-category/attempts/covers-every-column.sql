-- verdict: OverBudget at Cheap to own
-- Five pages instead of 46, and a second copy of the table, which every insert now writes as well.

CREATE INDEX transactions_everything ON transactions (user_id, category, created_at DESC, id DESC)
    INCLUDE (amount, merchant, note);
