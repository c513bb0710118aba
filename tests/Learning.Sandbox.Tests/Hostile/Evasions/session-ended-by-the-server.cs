// tries: Have the server end the session by a time-out of its own while another statement waits, so that the hole in the record looks like ours.
// expect: RuntimeError The server ended a session (25P04)
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        using var wire = new Wire(db);
        wire.Send(wire.Query("SET transaction_timeout = '100ms'"));
        wire.Until('Z');
        wire.Send(wire.Query("SELECT pg_sleep(5)"), wire.Query("SELECT 1"));
        try
        {
            wire.Until('Z');
        }
        catch (InvalidOperationException)
        {
            try { wire.Take(1); }
            catch (Exception) { return 1; } // the door has closed it, too
        }
        throw new InvalidOperationException("the control: the session goes on");
    }
}
