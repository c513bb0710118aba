using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Tests;

namespace Learning.Grading.Tests.Incidents;

public sealed class EveryIncidentTests
{
    private static readonly IncidentLibrary Library = IncidentLibrary.Load(Repository.Path("exercises"));

    [Fact]
    public void Folders_OfTheRepository_LoadWithoutProblems()
    {
        Assert.Empty(Library.Problems);
        Assert.NotEmpty(Library.Incidents);
    }

    [Fact]
    public void Exercises_AndIncidents_ShareAFolderAndNothingElse()
    {
        var exercises = ExerciseLibrary.Load(Repository.Path("exercises"));

        Assert.Empty(exercises.Problems);
        Assert.Empty(exercises.Exercises.Select(exercise => exercise.Slug).Intersect(Library.Incidents.Select(incident => incident.Slug)));
    }
}
