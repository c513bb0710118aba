-- tries: Keep memory in a session: prepared statements and cursors that are never closed.
-- expect: as marked
-- limit: 20
BEGIN
-- => ok
{{repeat 800 DECLARE c CURSOR WITH HOLD FOR SELECT * FROM item; CLOSE c; }}
-- => ok
PREPARE p AS SELECT {{repeat 5000 1, }} 1
-- => ok | 54011
ROLLBACK
-- => ok | gone
