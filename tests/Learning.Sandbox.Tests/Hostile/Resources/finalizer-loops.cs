// tries: Block the finalizer's thread for ever and answer: nothing waits for it.
// expect: answers 7
public sealed class Stuck { ~Stuck() { while (true) Thread.Sleep(1000); } }

public sealed class Query(ItemContext db)
{
    public object RunAsync(int size)
    {
        Make();
        GC.Collect();
        return 7;
    }

    private static void Make() => _ = new Stuck();
}
