-- tries: Write on the scratchpad.
-- expect: RuntimeError permission denied
-- through: scratch
DELETE FROM item
