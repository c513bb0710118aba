// tries: Nothing: the honest answer, graded as the cases of this folder are. It shows that they could have passed.
// expect: verdict Passed
// through: grade
using Microsoft.EntityFrameworkCore;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        return await db.Items.OrderBy(item => item.Id).Select(item => item.Id).Take(size).ToListAsync();
    }
}
