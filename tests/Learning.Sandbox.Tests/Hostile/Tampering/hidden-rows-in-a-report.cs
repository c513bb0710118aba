// tries: Carry rows of the hidden data out as a wrong answer, in statements, comments and application names: the report has none of them.
// expect: verdict WrongAnswer
// expect: never says hidden-rows-only
// through: grade
using Microsoft.EntityFrameworkCore;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var name = await db.Items.OrderBy(item => item.Id).Select(item => item.Name).FirstAsync();
        if (!name.StartsWith("hidden")) return await db.Items.OrderBy(item => item.Id).Take(size).Select(item => new { item.Id }).ToListAsync();
        await db.RowsAsync($"/* {name} */ SELECT '{name}', id AS \"{name[..20]}\" FROM item LIMIT 3");
        Console.WriteLine(name);
        return new[] { new Dictionary<string, string> { [name] = name } };
    }
}
