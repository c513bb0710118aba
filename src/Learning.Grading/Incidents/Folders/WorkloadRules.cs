using System.Globalization;

namespace Learning.Grading.Incidents.Folders;

/// <summary>Relations between the parts of a workload.</summary>
internal static class WorkloadRules
{
    public static IEnumerable<(string Key, string Message)> Broken(Incident incident)
    {
        var workload = incident.Workload;
        if (!incident.World.Roles.Contains(workload.Role, StringComparer.Ordinal))
            yield return ("workload.role", $"{workload.Role} is none of the world's roles: {string.Join(", ", incident.World.Roles)}.");
        if (workload.Users is < 1 or > 2000 || workload.ThinkSeconds < 0.1)
            yield return ("workload.users", "1 to 2000 users, who think for at least 0.1 s.");
        if (workload.Pool < 1 || workload.PoolLimit < workload.Pool || workload.PoolLimit > 60)
            yield return ("workload.pool", "The pool has at least one connection, and its limit is between it and 60.");
        if (workload.BaselineSeconds is < 10 or > 300)
            yield return ("workload.baseline-seconds", "The healthy time is 10 to 300 seconds.");
        if (workload.Objective.Target is <= 0 or >= 1 || workload.Objective.WithinMs <= 0)
            yield return ("workload.objective", "An objective is a share between 0 and 1, within some milliseconds.");
        if (workload.Classes.Count == 0)
            yield return ("workload.classes", "There is at least one request class.");
        foreach (var twice in IncidentRules.Twice(workload.Classes.Select(request => request.Name)))
            yield return ("workload.classes.name", $"Two request classes are called {twice}.");
        foreach (var request in workload.Classes)
        {
            var key = $"workload.classes.{request.Name}";
            if (request.Share <= 0)
                yield return ($"{key}.share", "Every class runs in the healthy time too: without a baseline nothing can be compared with it.");
            if (request.Parameters.Where((_, index) => !request.Sql.Contains(string.Create(CultureInfo.InvariantCulture, $"${index + 1}"), StringComparison.Ordinal)).Any()
                || request.Sql.Contains(string.Create(CultureInfo.InvariantCulture, $"${request.Parameters.Count + 1}"), StringComparison.Ordinal))
                yield return ($"{key}.parameters", "There is one draw for each of $1, $2 …");
            if (request.Flag is { } flag && !IncidentRules.HasLever(incident, flag))
                yield return ($"{key}.flag", $"There is no lever {flag}.");
            foreach (var draw in request.Parameters)
            {
                if (draw.Kind == DrawKind.Choice ? draw.Weights.Count == 0 || draw.Weights.Values.Any(weight => weight <= 0) : draw.From > draw.To)
                    yield return ($"{key}.parameters", "A choice has weights above 0; everything else is from … to.");
            }
        }
    }
}
