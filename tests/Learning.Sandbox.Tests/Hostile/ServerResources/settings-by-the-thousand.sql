-- tries: Keep memory in a session by settings of its own names.
-- expect: as marked
SET my.setting = '{{repeat 10000 xxxxxxxxxx}}'
-- => ok
SELECT length(current_setting('my.setting'))
-- => value 100000
SET ROLE learner
-- => ok
DISCARD ALL
-- => ok
