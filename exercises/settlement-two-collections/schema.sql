CREATE TABLE merchants (
    id   int PRIMARY KEY,
    name text NOT NULL,
    town text NOT NULL
);

CREATE TABLE settlements (
    id          int PRIMARY KEY,
    merchant_id int NOT NULL REFERENCES merchants,
    settled_at  timestamptz NOT NULL,
    reference   text NOT NULL,
    note        text NOT NULL
);

CREATE TABLE sales (
    id            bigint PRIMARY KEY,
    settlement_id int NOT NULL REFERENCES settlements,
    sold_at       timestamptz NOT NULL,
    amount        numeric(12, 2) NOT NULL,
    card          text NOT NULL,
    terminal      int NOT NULL
);

CREATE TABLE fees (
    id            bigint PRIMARY KEY,
    settlement_id int NOT NULL REFERENCES settlements,
    kind          text NOT NULL,
    amount        numeric(12, 2) NOT NULL
);
