CREATE TABLE accounts (
    id        int PRIMARY KEY,
    iban      text NOT NULL,
    holder    text NOT NULL,
    opened_on date NOT NULL
);

CREATE TABLE bookings (
    id                bigint PRIMARY KEY,
    account_id        int NOT NULL REFERENCES accounts,
    booked_at         timestamptz NOT NULL,
    value_date        date NOT NULL,
    amount            numeric(12, 2) NOT NULL,
    currency          text NOT NULL,
    counterparty      text NOT NULL,
    counterparty_iban text NOT NULL,
    category          text NOT NULL,
    -- As the sender wrote it: three words, or a list of invoices
    purpose           text NOT NULL,
    -- What the scanner read off the receipt
    receipt           text NOT NULL,
    -- The bank's message, kept as it came in
    message           jsonb NOT NULL
);
