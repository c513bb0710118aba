using Learning.Grading.Exercises;
using Learning.Grading.Incidents.Folders;

namespace Learning.Grading.Incidents;

/// <summary>All incidents that loaded, and why the others did not.</summary>
public sealed class IncidentLibrary(IReadOnlyList<Incident> incidents, IReadOnlyList<ExerciseProblem> problems)
{
    public IReadOnlyList<Incident> Incidents { get; } = incidents;
    public IReadOnlyList<ExerciseProblem> Problems { get; } = problems;

    public Incident? Find(string slug) => Incidents.FirstOrDefault(incident => string.Equals(incident.Slug, slug, StringComparison.Ordinal));

    /// <summary>Reads every folder below <paramref name="root"/> that has an incident.yaml. A broken one becomes a problem and never hides the others.</summary>
    public static IncidentLibrary Load(string root)
    {
        List<Incident> incidents = [];
        List<ExerciseProblem> problems = [];
        foreach (var folder in Directory.EnumerateDirectories(root).Where(IncidentFolder.Is).Order(StringComparer.Ordinal))
        {
            try
            {
                var incident = new IncidentFolder(folder).Load(out var found);
                problems.AddRange(found);
                if (incident is not null)
                    incidents.Add(incident);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                problems.Add(new(Path.GetFileName(folder), "(folder)", "(file)", error.Message));
            }
        }
        return new(incidents, problems);
    }
}
