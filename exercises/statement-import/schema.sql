CREATE TABLE bookings (
    id         bigint GENERATED ALWAYS AS IDENTITY (START WITH 10000001) PRIMARY KEY,
    account_id int NOT NULL,
    reference  text NOT NULL,
    booked_at  timestamptz NOT NULL,
    amount     numeric(12, 2) NOT NULL,
    text       text NOT NULL,
    UNIQUE (account_id, reference)
);
