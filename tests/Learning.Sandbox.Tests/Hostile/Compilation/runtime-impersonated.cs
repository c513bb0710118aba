// tries: Declare the runtime's own names, System.Console and EF Core's context, so that what others call is its own. Others were compiled before.
// expect: answers 7
namespace System { public static class Console { public static void WriteLine(string text) => throw new Exception("mine"); } }
namespace Learning.Runner { public static class Caller { static Caller() => throw new Exception("mine"); } }
public sealed class Query(ItemContext db)
{
    public object RunAsync(int size) => 7;
}
