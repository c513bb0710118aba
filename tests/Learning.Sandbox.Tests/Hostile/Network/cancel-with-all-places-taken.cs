// tries: Cancel its own statement while all twenty places at the door are taken, as any driver does when time is up; a twenty-first session is refused.
// expect: RuntimeError 57014
public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        await db.Connection.OpenAsync();
        var others = Enumerable.Range(1, 19).Select(_ => new Wire(db)).ToList();
        try
        {
            using var one = new Wire(db);
            return "a place too many";
        }
        catch (InvalidOperationException)
        {
            // the control
        }
        await using var slow = new Npgsql.NpgsqlCommand("SELECT pg_sleep(5)", db.Connection);
        var running = slow.ExecuteNonQueryAsync();
        await Task.Delay(200);
        slow.Cancel();
        await running;
        others.ForEach(other => other.Dispose());
        return null;
    }
}
