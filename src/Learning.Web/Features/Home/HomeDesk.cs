using Learning.Grading.Exercises;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Skills;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Home;

/// <summary>Everything that the home page says, for whoever looks.</summary>
internal sealed class HomeDesk(
    IDbContextFactory<LabContext> contexts, CurrentLearner current, LearningDesk learning, NextSteps next, SkillReader skills, ExerciseLibrary exercises, PageHandover handover, TimeProvider time)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    public Task<HomeView> OpenAsync(CancellationToken cancellationToken) => handover.ReadAsync("home", () => ReadAsync(cancellationToken));

    private async Task<HomeView> ReadAsync(CancellationToken cancellationToken)
    {
        var mine = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tracks = await learning.TracksAsync(context, mine, cancellationToken);
        var lately = await LatelyAsync(context, mine, cancellationToken);
        return new()
        {
            Next = await next.FindAsync(context, mine, tracks, cancellationToken),
            IsFirstVisit = lately.Count == 0 && tracks.All(track => track.Items.All(item => item.State == ItemState.New)),
            Since = [.. await FaultsAsync(context, mine, cancellationToken), .. await ToldAsync(context, mine, cancellationToken)],
            Lately = lately,
            Tracks = tracks,
            Skills = await skills.ReadAsync(context, mine, cancellationToken),
        };
    }

    /// <summary>What failed by our fault lately and was not handed in again.</summary>
    private async Task<IEnumerable<News>> FaultsAsync(LabContext context, Guid mine, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Recent;
        var rows = await context.Submissions.AsNoTracking()
            .Where(row => row.LearnerId == mine && row.Status == SubmissionStatus.Failed && row.CreatedAt > since
                && !context.Submissions.Any(later => later.LearnerId == mine && later.ExerciseSlug == row.ExerciseSlug && later.CreatedAt > row.CreatedAt))
            .OrderByDescending(row => row.CreatedAt).Select(row => new { row.Id, row.ExerciseSlug, At = row.GradedAt ?? row.CreatedAt }).Take(3).ToListAsync(cancellationToken);
        return rows.Select(row => new News("v-infra", "infra", $"{Title(row.ExerciseSlug)} was not graded", "Our fault. No attempt was used; hand it in again when you like.", $"/submissions/{row.Id}", row.At));
    }

    /// <summary>Unread notifications: decided reviews before answers in discussions.</summary>
    private static async Task<IEnumerable<News>> ToldAsync(LabContext context, Guid mine, CancellationToken cancellationToken)
    {
        var rows = await context.Notifications.AsNoTracking().Where(row => row.LearnerId == mine && row.ReadAt == null).OrderByDescending(row => row.CreatedAt).Take(20).ToListAsync(cancellationToken);
        return rows.OrderByDescending(row => row.Link.EndsWith("#review", StringComparison.Ordinal)).ThenByDescending(row => row.CreatedAt).Take(5)
            .Select(row => new News("v-live", "acc", row.Text, null, row.Link, row.CreatedAt));
    }

    private async Task<IReadOnlyList<News>> LatelyAsync(LabContext context, Guid mine, CancellationToken cancellationToken)
    {
        var rows = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == mine).OrderByDescending(row => row.CreatedAt).Take(4)
            .Select(row => new { row.Id, row.ExerciseSlug, row.Kind, row.Number, row.Status, row.Verdict, row.CreatedAt }).ToListAsync(cancellationToken);
        return [.. rows.Select(row =>
        {
            var name = SubmissionName.Of(row.Kind, row.Number, row.Status, row.Verdict);
            var look = row.Status switch
            {
                SubmissionStatus.Queued => new OutcomeLook("v-none", "dim", "waiting"),
                SubmissionStatus.Running => new("v-live", "acc", "running"),
                SubmissionStatus.Graded when row.Kind == SubmissionKind.Try && row.Verdict == Learning.Grading.Reports.Verdict.Passed => new("v-live", "acc", "ran"),
                SubmissionStatus.Graded when row.Verdict is { } verdict => OutcomeLook.Of(verdict),
                _ => OutcomeLook.Of(Learning.Grading.Reports.Verdict.InfrastructureError),
            };
            return new News(look.Glyph, look.Tone, Title(row.ExerciseSlug), $"{name}: {look.Word.ToLowerInvariant()}", $"/submissions/{row.Id}", row.CreatedAt);
        })];
    }

    private string Title(string exercise) => exercises.Find(exercise)?.Title ?? exercise;
}
