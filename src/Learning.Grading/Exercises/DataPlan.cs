namespace Learning.Grading.Exercises;

/// <summary>The databases of an attempt's cluster, and how the arguments for a run are drawn from them.</summary>
public sealed record DataPlan
{
    public required string Schema { get; init; }
    /// <summary>SQL with {{name}} placeholders, filled from a data set's parameters.</summary>
    public required string Seed { get; init; }
    public required IReadOnlyList<DataSet> Sets { get; init; }
    /// <summary>Names and SQL types of the arguments, in call order.</summary>
    public required IReadOnlyList<Argument> Arguments { get; init; }
    public Growth? Growth { get; init; }
    public WriteProbe? Writes { get; init; }
    /// <summary>Set when the answer changes data: every run then works on a copy of its own.</summary>
    public Changes? Changes { get; init; }
    public Crowd? Crowd { get; init; }
    public Load? Load { get; init; }

    public DataSet Visible => Sets.First(set => !set.Hidden);
    public IEnumerable<DataSet> HiddenSets => Sets.Where(set => set.Hidden);
    public DataSet this[string name] => Sets.First(set => string.Equals(set.Name, name, StringComparison.Ordinal));
}

/// <summary>An argument's name and type: int, long, text, decimal or timestamp.</summary>
public sealed record Argument(string Name, string Type);

/// <summary>One database: its scale and skew, and the query that draws arguments for a run.</summary>
public sealed record DataSet
{
    public required string Name { get; init; }
    public bool Hidden { get; init; }
    /// <summary>Said in the report and the data tab: what is in it, in a learner's words.</summary>
    public string Description { get; init; } = "";
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    /// <summary>One row with one column per argument. {{draw}} is a fresh random number for every run.</summary>
    public required string Draw { get; init; }
}

/// <summary>The same code at several sizes of whatever drives its work.</summary>
public sealed record Growth
{
    /// <summary>Name of the data set that the steps run in, when they vary an argument.</summary>
    public string? Data { get; init; }
    /// <summary>What grows, in the plural: posts, rows.</summary>
    public required string Factor { get; init; }
    public required IReadOnlyList<int> Steps { get; init; }
    /// <summary>As <see cref="DataSet.Draw"/>, with {{step}} besides.</summary>
    public required string Draw { get; init; }
}

/// <summary>What the answer may write, and what must be in the database after it.</summary>
/// <param name="Tables">The learner's role may insert, update and delete here.</param>
/// <param name="State">A query of the trusted role; its rows are compared with those that the reference leaves behind.</param>
public sealed record Changes(IReadOnlyList<string> Tables, string State);

/// <summary>Many calls at once on one database, and what must hold when all have ended.</summary>
/// <param name="Users">Virtual users at the same time.</param>
/// <param name="Calls">Calls of each user, one after the other.</param>
/// <param name="Pool">Connections that the users of one instance share.</param>
/// <param name="Instances">Processes that run the answer and share the users, as a service runs more than once: a lock inside of one is no lock.</param>
/// <param name="Rounds">Times that it is repeated on untouched data: a race is a matter of luck.</param>
/// <param name="Draw">As <see cref="DataSet.Draw"/>, with {{call}} besides: 1 to users × calls; {{round}} is one fresh random number for all of them.</param>
/// <param name="Invariants">Each is asked of the trusted role once every call has ended.</param>
public sealed record Crowd(int Users, int Calls, int Pool, int Instances, int Rounds, string Draw, IReadOnlyList<Invariant> Invariants);

/// <summary>
/// A sentence about the data, and the query whose rows break it. @answers is a JSON array with an object for each call:
/// arguments (by name, as text) and rows (what it answered; null when it failed).
/// </summary>
public sealed record Invariant(string Name, string Violations);

/// <summary>Virtual users on a small pool, for the time that a call takes when it has to wait for a connection. Arguments are drawn as a crowd's; null takes the visible data set's draw. Where calls change data, all orders of them must leave the same: what is left is compared.</summary>
public sealed record Load(int Users, int Calls, int Pool, string? Draw);

/// <summary>How rows of two answers are put beside each other.</summary>
public sealed record AnswerOrder
{
    /// <summary>Exact: position by position. By: rows equal in these columns may change places. None: a multiset.</summary>
    public required OrderKind Kind { get; init; }
    public IReadOnlyList<string> By { get; init; } = [];
}

public enum OrderKind { None, By, Exact }

/// <summary>Single-row writes by the trusted owner that show what an index costs; {{n}} counts from 1, {{draw}} is fresh.</summary>
public sealed record WriteProbe(int Count, string Insert, string Update);
