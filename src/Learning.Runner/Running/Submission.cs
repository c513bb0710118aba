using System.Reflection;
using System.Runtime.Loader;
using Learning.Sandbox.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Learning.Runner.Running;

/// <summary>A compiled answer. Nothing of it is loaded, and so nothing of it runs, before the first call.</summary>
internal sealed class Submission(LoadRequest request, Func<Assembly> load)
{
    // Nothing is loaded on a database's first connection and nothing is sent when a connection goes back to the pool:
    // the statements on the wire are then the learner's and no others.
    private const string Settings =
        ";Port=5432;Username=learner;Database=lab;Server Compatibility Mode=NoTypeLoading;No Reset On Close=true;SSL Mode=Disable;" +
        "Gss Encryption Mode=Disable;Enlist=false;Include Error Detail=true;Command Timeout=60";

    private readonly Lazy<Assembly> _assembly = new(load);

    public Submission(LoadRequest request) : this(request, () => Load(request.Images[0]))
    {
    }

    /// <summary>Code that is loaded already: the warm-up's.</summary>
    public Submission(LoadRequest request, Assembly assembly) : this(request, () => assembly)
    {
    }

    public static Assembly Load(ProtocolImage image)
    {
        using var code = new MemoryStream(image.Code);
        using var symbols = new MemoryStream(image.Symbols);
        return AssemblyLoadContext.Default.LoadFromStream(code, symbols);
    }

    public IReadOnlySet<string> Files { get; } = request.Files.ToHashSet(StringComparer.Ordinal);

    /// <summary>Of the learner's file, to which lines belong.</summary>
    public LineMap Lines => new(request.Images[0].Symbols, request.Files[0]);

    public bool Owns(Assembly assembly) => _assembly.IsValueCreated && assembly == _assembly.Value;

    /// <summary>With a pool the call runs beside others, and may have to wait long for a connection: that wait is what is measured.</summary>
    public DbContext CreateContext(string door, int? pool, params IInterceptor[] interceptors)
    {
        var connections = pool is { } shared ? $";Maximum Pool Size={shared};Timeout=60" : ";Maximum Pool Size=20;Timeout=10";
        var type = Find(request.Context);
        var builder = (DbContextOptionsBuilder)Create(typeof(DbContextOptionsBuilder<>).MakeGenericType(type));
        builder.UseNpgsql("Host=" + door + Settings + connections);
        if (interceptors.Length > 0)
        {
            builder.AddInterceptors(interceptors);
        }
        return (DbContext)Create(type, builder.Options);
    }

    public object CreateEntry(DbContext context) => Create(Find(request.EntryType), context);

    public MethodInfo EntryMethod(object entry)
    {
        var methods = entry.GetType().GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(method => string.Equals(method.Name, request.EntryMethod, StringComparison.Ordinal)).ToArray();
        return methods.Length == 1 ? methods[0]
            : throw new MissingMethodException($"{request.EntryType} must have exactly one method {request.EntryMethod}; it has {methods.Length}.");
    }

    public Type Find(string name)
    {
        var types = _assembly.Value.GetTypes();
        return types.FirstOrDefault(type => string.Equals(type.FullName, name, StringComparison.Ordinal))
            ?? types.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.Ordinal))
            ?? throw new TypeLoadException($"There is no type {name} in the submission.");
    }

    public static object Create(Type type, params object[] arguments)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions | BindingFlags.CreateInstance;
        return Activator.CreateInstance(type, Any, binder: null, arguments, culture: null)
            ?? throw new MissingMethodException($"{type.FullName} cannot be constructed.");
    }
}
