using Npgsql;

namespace Learning.Sandbox.Attempts;

/// <summary>
/// Names of exceptions that may be told of a run on hidden data. A type that the code makes for itself can be called anything, a row of that data
/// among it.
/// </summary>
internal static class KnownExceptions
{
    private const string OwnKind = "An exception of your own";

    private static readonly HashSet<string> Names =
    [
        .. new[] { typeof(object), typeof(Enumerable), typeof(System.Net.Sockets.SocketException), typeof(System.Text.Json.JsonException), typeof(NpgsqlException) }
            .SelectMany(each => each.Assembly.GetExportedTypes()).Where(type => type.IsAssignableTo(typeof(Exception))).Select(type => type.FullName!),
        "Microsoft.EntityFrameworkCore.DbUpdateException", "Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException", "Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException",
    ];

    public static string Say(string type) => Names.Contains(type) ? type : OwnKind;
}
