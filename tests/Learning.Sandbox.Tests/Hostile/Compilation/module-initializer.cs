// tries: Run before anything is called: a module initializer, which finds what any code finds, and whose statements are seen like any others.
// expect: answers nothing
public sealed class Query(ItemContext db)
{
    public static List<string> Found = [];
    [System.Runtime.CompilerServices.ModuleInitializer]
    public static void First() => Found = Attack.Readable("{{canary-work}}", "{{canary-tmp}}", "/etc/shadow", "/proc/1/environ/../../../{{work}}");
    public object RunAsync(int size) => Found;
}
