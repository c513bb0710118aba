// tries: Overwrite every static field of the harness that can be, and remove the listeners that note lines. What crosses the wire is counted elsewhere.
// expect: 3 statements, 15 rows
using Microsoft.EntityFrameworkCore;
using System.Reflection;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        foreach (var type in Assembly.Load("Learning.Runner").GetTypes())
        foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => !field.IsLiteral && !field.IsInitOnly))
        {
            try { field.SetValue(null, field.FieldType.IsValueType ? Activator.CreateInstance(field.FieldType) : null); } catch (Exception) { }
        }
        for (var i = 0; i < 3; i++) await db.Items.AsNoTracking().OrderBy(item => item.Id).Take(5).ToListAsync();
        return 7;
    }
}
