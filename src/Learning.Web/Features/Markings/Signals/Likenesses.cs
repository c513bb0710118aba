using Learning.Grading.Exercises;
using Microsoft.Extensions.Caching.Memory;

namespace Learning.Web.Features.Markings.Signals;

/// <summary>
/// Makes the comparison of an organisation's hand-ins. What is usual takes all pairs to say, and hardly changes by one more hand-in: it is kept for some
/// minutes, while whoever is looked at is compared with all others anew.
/// </summary>
internal sealed class Likenesses(ExerciseLibrary exercises, IMemoryCache cache)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    public Likeness Of(Guid organisation, Exercise exercise, IEnumerable<HandInText> handIns) => new(exercise, exercises, handIns, find => cache.GetOrCreate((typeof(Likenesses), organisation, exercise.Slug), entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Kept;
        return find();
    }));
}
