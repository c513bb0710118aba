ALTER TABLE transactions ADD PRIMARY KEY (id);
CREATE INDEX idx_transactions_user_created ON transactions (user_id, created_at DESC);
VACUUM transactions;
