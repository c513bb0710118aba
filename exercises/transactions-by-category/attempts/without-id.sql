-- verdict: Passed
-- Ties are small, so an incremental sort puts each batch in order: a few pages more, an index a little smaller.

CREATE INDEX transactions_user_category_time ON transactions (user_id, category, created_at DESC);
