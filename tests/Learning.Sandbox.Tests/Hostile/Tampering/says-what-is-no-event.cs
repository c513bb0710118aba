// tries: JSON that is nested for ever, members nobody knows, nulls and text that is no UTF-8.
// expect: RuntimeError something other than an answer
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say(new string('[', 200_000) + "\n{\"said\":\"answered\",\"Id\":null}\nnull\n{\"said\":\"printed\",\"Text\":\"x\",\"More\":1}\n");
        Kernel.write(1, [0xff, 0xfe, 0x0a], 3);
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
