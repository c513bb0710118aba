-- verdict: RuntimeError
-- PostgreSQL refuses the statement and says where.

CREATE INDEX ON transactions user_id, category;
