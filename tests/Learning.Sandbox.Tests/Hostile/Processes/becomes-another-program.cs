// tries: Replace itself by another program in the middle of the call (execve), one that speaks the protocol and knows no nonce.
// expect: RuntimeError something other than an answer | TimeLimit
// limit: 4
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        var strings = new[] { "/dotnet/dotnet", "/runner/Learning.Runner.dll" }.Select(System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8).ToArray();
        var arguments = System.Runtime.InteropServices.Marshal.AllocHGlobal(24);
        for (var i = 0; i < 3; i++) System.Runtime.InteropServices.Marshal.WriteIntPtr(arguments, i * 8, i < 2 ? strings[i] : 0);
        var nothing = System.Runtime.InteropServices.Marshal.AllocHGlobal(8);
        System.Runtime.InteropServices.Marshal.WriteIntPtr(nothing, 0);
        return Kernel.Say(Kernel.syscall(59, strings[0], arguments, nothing));
    }
}
