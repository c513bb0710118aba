CREATE TABLE accounts (
    id     int PRIMARY KEY,
    iban   text NOT NULL,
    holder text NOT NULL
);

CREATE TABLE entries (
    id          bigint PRIMARY KEY,
    account_id  int NOT NULL REFERENCES accounts,
    booked_at   timestamptz NOT NULL,
    amount      numeric(12, 2) NOT NULL,
    description text NOT NULL
);
