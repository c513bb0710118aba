-- verdict: Passed
-- With category in front the new index serves what the old one served, and the old one can go.

CREATE INDEX transactions_category_user_newest ON transactions (category, user_id, created_at, id);
DROP INDEX transactions_category;
