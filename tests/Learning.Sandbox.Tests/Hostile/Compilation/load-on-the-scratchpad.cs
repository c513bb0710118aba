// tries: Load and reference files on the scratchpad, where C# is a script and the directives mean something.
// expect: CompileError
// expect: never says root:
// through: scratch
#load "/etc/passwd"
#r "/runner/Learning.Runner.dll"
1 + 1
