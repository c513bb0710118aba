-- tries: COPY to the client on the scratchpad.
-- expect: RuntimeError COPY
-- through: scratch
COPY item TO STDOUT
