// tries: Read a canary from the scratchpad: the same jail as any answer's.
// expect: RuntimeError NotFoundException
// through: scratch
System.IO.File.ReadAllText("{{canary-work}}")
