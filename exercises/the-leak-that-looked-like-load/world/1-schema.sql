CREATE TABLE merchants (
    id       int PRIMARY KEY,
    name     text NOT NULL,
    country  char(2) NOT NULL,
    balance  numeric(14, 2) NOT NULL
);
CREATE TABLE statements (
    id          int PRIMARY KEY,
    merchant_id int NOT NULL REFERENCES merchants,
    period      date NOT NULL,
    turnover    numeric(14, 2) NOT NULL,
    fees        numeric(14, 2) NOT NULL,
    document    text NOT NULL
);
CREATE TABLE payouts (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant_id int NOT NULL REFERENCES merchants,
    created_at  timestamptz NOT NULL,
    amount      numeric(14, 2) NOT NULL
);
