// tries: Name a file of the host as the key to sign with, and others as resources: a message would tell of what is in it.
// expect: CompileError | answers 7
// expect: never says root:
[assembly: System.Reflection.AssemblyKeyFile("/etc/passwd")]
[assembly: System.Reflection.AssemblySignatureKey("00", "00")]
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => 7;
}
