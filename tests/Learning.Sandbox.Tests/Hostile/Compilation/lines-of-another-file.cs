// tries: Move a message to a file of the host by #line, so that its lines are shown.
// expect: CompileError
// expect: never says root:
#line 1 "/etc/passwd"
public sealed class Query(ItemContext db) { public object RunAsync(int size) => nothing; }
#line (1, 1) - (5, 5) 10 "/etc/shadow"
public sealed class Other { int x = nowhere; }
