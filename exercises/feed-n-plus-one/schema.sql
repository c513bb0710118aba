CREATE TABLE users (
    id         int PRIMARY KEY,
    handle     text NOT NULL,
    name       text NOT NULL,
    email      text NOT NULL,
    bio        text NOT NULL,
    location   text NOT NULL,
    website    text NOT NULL,
    avatar_url text NOT NULL,
    verified   boolean NOT NULL,
    joined_at  timestamptz NOT NULL
);

CREATE TABLE posts (
    id         int PRIMARY KEY,
    author_id  int NOT NULL REFERENCES users,
    text       text NOT NULL,
    language   text NOT NULL,
    likes      int NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE follows (
    follower_id int NOT NULL REFERENCES users,
    followee_id int NOT NULL REFERENCES users,
    since       timestamptz NOT NULL,
    PRIMARY KEY (follower_id, followee_id)
);
