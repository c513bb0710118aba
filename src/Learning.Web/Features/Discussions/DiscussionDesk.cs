using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Discussions;

/// <summary>
/// What is said under lessons and exercises, for whoever reads. A spoiler, and all under it, leaves the server only for mentors, for who wrote it,
/// and for those who have solved the exercise. Writing is in the other part.
/// </summary>
internal sealed partial class DiscussionDesk(IDbContextFactory<LabContext> contexts, CurrentLearner current, DiscussionPlaces places, ReviewFeed feed, TimeProvider time)
{
    /// <summary>Null: there is no such place.</summary>
    public async Task<DiscussionView?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (places.Find(path) is not { } place)
            return null;
        var mine = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var isMentor = await Mentors.FindAsync(context, mine, cancellationToken) is not null;
        var unfolded = isMentor || await HasSolvedAsync(context, place, mine, cancellationToken);
        var rows = await context.DiscussionPosts.AsNoTracking().Where(row => row.Place == path).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => new { Post = row, Author = context.People.Where(person => person.Id == row.AuthorId).Select(person => person.Name).FirstOrDefault() }).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        var answers = rows.Where(row => row.Post.ParentId is not null).ToLookup(row => row.Post.ParentId);
        var threads = rows.Where(row => row.Post.ParentId is null).Select(row => View(row.Post, row.Author, folds: false) with
        {
            Answers = [.. answers[row.Post.Id].Select(answer => View(answer.Post, answer.Author, row.Post.IsSpoiler)).Where(answer => answer.State is not PostState.Gone)],
        });
        return new(
            [.. threads.Where(thread => thread.State is not PostState.Gone || thread.Answers.Count > 0)],
            await context.People.AnyAsync(person => person.Id == mine && person.DisabledAt == null, cancellationToken), isMentor,
            unfolded || place.Exercise is not { } exercise ? null : (exercise.Title, $"/exercises/{exercise.Slug}"))
        {
            HasSolution = place.Exercise is not null,
        };

        PostView View(DiscussionPost post, string? author, bool folds)
        {
            var state = post switch
            {
                { HiddenAt: not null } => PostState.Hidden,
                { DeletedAt: { } at } => post.AuthorId == mine && now < at + DiscussionRules.UndoTime ? PostState.Deleting : PostState.Gone,
                _ => PostState.There,
            };
            var (isMine, isSpoiler) = (post.AuthorId == mine, folds || post.IsSpoiler);
            return new(
                post.Id, author ?? "somebody who has left", isMine, post.ByMentor, isSpoiler, state == PostState.There && (!isSpoiler || unfolded || isMine) ? post.Body : null,
                post.CreatedAt, post.EditedAt ?? post.CreatedAt, state);
        }
    }

    public IDisposable? Watch(string path, Func<Task> changed) => places.Find(path) is { } place ? feed.Subscribe(place.Channel, changed) : null;

    /// <summary>A place that is about no exercise has nothing to give away.</summary>
    private static async Task<bool> HasSolvedAsync(LabContext context, DiscussionPlace place, Guid mine, CancellationToken cancellationToken) => place.Exercise is not { } exercise
        || await context.Submissions.AnyAsync(row => row.LearnerId == mine && row.ExerciseSlug == exercise.Slug && row.Kind == SubmissionKind.Submit && row.Verdict == Verdict.Passed, cancellationToken);
}
