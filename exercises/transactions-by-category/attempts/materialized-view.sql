-- verdict: RuntimeError
-- A materialized view would be stale with the next booking, and is not allowed here.

CREATE MATERIALIZED VIEW newest AS
SELECT * FROM transactions ORDER BY user_id, category, created_at DESC, id DESC;
