using System.Security.Cryptography;
using System.Text;
using Learning.Grading.Exercises;
using Learning.Web.Features.Lessons;

namespace Learning.Web.Features.Discussions;

/// <summary>Where people discuss. <c>Exercise</c>: the one whose solution must not be given away here.</summary>
internal sealed record DiscussionPlace(string Path, string Title, Exercise? Exercise)
{
    /// <summary>What open pages of this place listen to.</summary>
    public Guid Channel => new(SHA256.HashData(Encoding.UTF8.GetBytes($"discussion {Path}")).AsSpan(0, 16));

    public string LinkTo(Guid post) => $"/{Path}?discussion={post}";
}

/// <summary>Lessons and exercises that there are. An address of anything else has no discussion.</summary>
internal sealed class DiscussionPlaces(ExerciseLibrary exercises, LessonLibrary lessons)
{
    public DiscussionPlace? Find(string path) => path.Split('/') switch
    {
        ["exercises", var slug] when exercises.Find(slug) is { } exercise => new(path, exercise.Title, exercise),
        ["learn", var track, var slug] when lessons.Find(track, slug) is { } lesson =>
            new(path, lesson.Title, exercises.Exercises.FirstOrDefault(each => each.Lessons.Contains(lesson.Key, StringComparer.Ordinal))),
        _ => null,
    };
}
