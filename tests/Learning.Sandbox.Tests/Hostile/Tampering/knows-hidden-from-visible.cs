// tries: Tell the hidden run from the visible one by what it can see of the database and the door, and sleep there only: its own time limit ends it.
// expect: TimeLimit
// limit: 3
// through: hidden
using Microsoft.EntityFrameworkCore;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var name = await db.Items.OrderBy(item => item.Id).Select(item => item.Name).FirstAsync();
        if (name.StartsWith("hidden")) await Task.Delay(Timeout.Infinite);
        return await db.Items.OrderBy(item => item.Id).Take(size).Select(item => item.Id).ToListAsync();
    }
}
