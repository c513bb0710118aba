// tries: Print and throw rows of the hidden data: what a learner hears of it is the kind of the failure alone.
// expect: RuntimeError InvalidOperationException on hidden data set A
// expect: never says hidden-rows-only
// through: hidden
using Microsoft.EntityFrameworkCore;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var name = await db.Items.OrderBy(item => item.Id).Select(item => item.Name).FirstAsync();
        Console.WriteLine(name);
        if (name.StartsWith("hidden")) throw new InvalidOperationException(name);
        return await db.Items.OrderBy(item => item.Id).Take(size).Select(item => item.Id).ToListAsync();
    }
}
