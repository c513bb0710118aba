-- tries: Have the planner think for ever: every order of many joins, looked at one by one.
-- expect: as marked
-- limit: 1.5
SET geqo = off
-- => ok
SET join_collapse_limit = 100
-- => ok
SET from_collapse_limit = 100
-- => ok
EXPLAIN SELECT 1 FROM item a, item b, item c, item d, item e, item f, item g, item h, item i, item j, item k, item l, item m, item n, item o, item p, item q, item r WHERE a.name = b.name AND a.name = c.name AND a.name = d.name AND a.name = e.name AND a.name = f.name AND a.name = g.name AND a.name = h.name AND a.name = i.name AND a.name = j.name AND a.name = k.name AND a.name = l.name AND a.name = m.name AND a.name = n.name AND a.name = o.name AND a.name = p.name AND a.name = q.name AND a.name = r.name
-- => TimeLimit
