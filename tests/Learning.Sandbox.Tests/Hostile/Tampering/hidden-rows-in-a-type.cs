// tries: Carry a row of the hidden data out in the name of an exception's type, which is told.
// expect: never says hidden-rows-only
// through: hidden
using Microsoft.EntityFrameworkCore;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        var name = await db.Items.OrderBy(item => item.Id).Select(item => item.Name).FirstAsync();
        if (name.StartsWith("hidden"))
        {
            var builder = System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(new("x"), System.Reflection.Emit.AssemblyBuilderAccess.Run).DefineDynamicModule("x").DefineType(name[..20], System.Reflection.TypeAttributes.Public, typeof(Exception));
            throw (Exception)Activator.CreateInstance(builder.CreateType())!;
        }
        return await db.Items.OrderBy(item => item.Id).Take(size).Select(item => item.Id).ToListAsync();
    }
}
