CREATE TABLE transactions (
    id         bigint PRIMARY KEY,
    user_id    int NOT NULL,
    created_at timestamptz NOT NULL,
    amount     numeric(12, 2) NOT NULL,
    category   text NOT NULL,
    merchant   text NOT NULL,
    note       text NOT NULL
);
