// tries: Reference the runner itself on the scratchpad, and look into it.
// expect: CompileError
// through: scratch
#r "/runner/Learning.Runner.dll"
typeof(Learning.Runner.Caller).FullName
