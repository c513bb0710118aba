-- verdict: RuntimeError
-- Functions are not among the statements an answer may hold.

CREATE FUNCTION newest(int, text) RETURNS SETOF transactions LANGUAGE sql STABLE AS
$body$ SELECT * FROM transactions WHERE user_id = $1 AND category = $2 ORDER BY created_at DESC, id DESC LIMIT 50 $body$;
