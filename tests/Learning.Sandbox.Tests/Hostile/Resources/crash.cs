// tries: Write to address zero.
// expect: RuntimeError
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        System.Runtime.InteropServices.Marshal.WriteByte(8, 1);
        System.Runtime.InteropServices.Marshal.WriteByte((nint)0x7fff_ffff_f000, 1);
        return 7;
    }
}
