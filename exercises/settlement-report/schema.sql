CREATE TABLE payments (
    id          bigint PRIMARY KEY,
    merchant_id int NOT NULL,
    status      text NOT NULL,
    booked_at   timestamptz NOT NULL,
    amount      numeric(12, 2) NOT NULL,
    currency    text NOT NULL,
    reference   text NOT NULL
);
