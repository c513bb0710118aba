-- Reminders change invoices many times a day; the free tenth of every page lets those updates stay on it.
CREATE TABLE invoices (
    id           bigint PRIMARY KEY,
    customer_id  int NOT NULL,
    status       text NOT NULL,
    issued_at    timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    paid_at      timestamptz,
    amount       numeric(12, 2) NOT NULL,
    currency     text NOT NULL,
    reminders    int NOT NULL,
    reminded_at  timestamptz,
    memo         text NOT NULL
) WITH (fillfactor = 90);
