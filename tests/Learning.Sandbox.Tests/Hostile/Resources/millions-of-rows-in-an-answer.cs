// tries: Answer behind the runner's back with eight million rows of one digit: sixteen megabytes here, a gigabyte where they are compared.
// expect: OutputLimit
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        Protocol.Say("{\"said\":\"answered\",\"Id\":\"" + Protocol.Id() + "\",\"Rows\":\"[0" + string.Concat(Enumerable.Repeat(",0", 8_388_000)) + "]\"}\n");
        Thread.Sleep(Timeout.Infinite);
        return null;
    }
}
