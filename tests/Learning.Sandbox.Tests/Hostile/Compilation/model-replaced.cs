// tries: Declare the model's types again, to change what the exercise's own code does.
// expect: CompileError already contains a definition
public sealed class Attack { }
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => 7;
}
