namespace Learning.Web.Hosting;

/// <summary>Something outside the program stops it from starting. The message is all that the operator sees: what is wrong, and what to do.</summary>
public sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
