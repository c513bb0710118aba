// tries: Loop for ever on the scratchpad.
// expect: TimeLimit Stopped at 2 s
// through: scratch
while (true) { }
