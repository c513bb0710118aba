SELECT setseed({{seed}} / 1000.0);

INSERT INTO users
SELECT i,
       'reader' || i,
       (ARRAY['Ada','Bela','Chidi','Dana','Emre','Farah','Goran','Hana','Ines','Jun'])[1 + i % 10]
           || ' ' || (ARRAY['Okafor','Novak','Silva','Tanaka','Weber','Rossi','Khan','Larsen','Moreau','Garcia','Ionescu'])[1 + i % 11]
           || ' ' || i,
       'reader' || i || '@mail.example',
       rpad('Writes about trains, bread and long walks. ' || md5(i::text || 'bio'), 240 + (random() * 120)::int,
            ' Opinions are borrowed, mistakes are home-made, replies may take a week.'),
       (ARRAY['Lagos','Zagreb','Lisbon','Osaka','Leipzig','Turin','Lahore','Bergen'])[1 + i % 8],
       'https://reader' || i || '.pages.example/about',
       'https://images.example/avatars/' || md5(i::text) || '.webp',
       random() < 0.03,
       timestamptz '2019-01-01 00:00+00' + random() * interval '6 years'
FROM generate_series(1, {{users}}) AS i;

-- A few accounts write most of the posts, and ids follow the clock. Posts are published on the minute tick of a scheduler,
-- so that several share a time; rows of one tick land in the table in no particular order.
INSERT INTO posts
SELECT id, author_id, text, language, likes, created_at
FROM (SELECT i AS id,
             1 + floor({{users}} * power(random(), {{skew}}))::int AS author_id,
             rpad(md5(i::text || 'post') || ' ', 90 + (random() * 60)::int,
                  'the 7:40 was late again and nobody on the platform looked surprised, which tells you enough ') AS text,
             CASE WHEN random() < 0.8 THEN 'en' ELSE 'de' END AS language,
             floor(5 / (0.002 + random()))::int AS likes,
             timestamptz '2025-09-01 06:00+00' + (i / 10) * interval '10 minutes' AS created_at
      FROM generate_series(1, {{posts}}) AS i) AS written
ORDER BY created_at, md5(id::text);

-- Popular accounts are followed more. One reader in 250 is a curator, who follows a fifth of everybody, at least 720.
INSERT INTO follows
SELECT follower, followee, timestamptz '2025-01-01 00:00+00' + random() * interval '200 days'
FROM (SELECT DISTINCT u.id AS follower, 1 + floor({{users}} * power(random(), {{fame}}))::int AS followee
      FROM users AS u,
           LATERAL generate_series(1, CASE WHEN u.id % 250 = 7 THEN greatest(1400, {{users}} * 2 / 5)
                                           ELSE 8 + (u.id * 7919) % 33 END)) AS chosen
WHERE follower <> followee;

CREATE INDEX posts_author_id_created_at ON posts (author_id, created_at DESC, id);
CREATE INDEX posts_created_at ON posts (created_at DESC);
CREATE INDEX follows_followee_id ON follows (followee_id);
