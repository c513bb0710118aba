using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Skills;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Profile;

/// <summary>A lab that was gone through, and what it is worth.</summary>
internal sealed record LabRow(string Title, string Href, DateTimeOffset At, OutcomeLook Look, IncidentScore Score);

/// <summary>A mentor's decision about a piece of work.</summary>
internal sealed record ReviewedRow(string Title, string Href, int Round, bool Approved, string? Mentor, DateTimeOffset At);

internal sealed record CertificateRow(string Code, string Track, DateTimeOffset At);

internal sealed record ProfileView(
    string Name, bool IsPerson, IReadOnlyList<SkillView> Skills, IReadOnlyList<TrackView> Tracks, IReadOnlyList<LabRow> Labs, IReadOnlyList<ReviewedRow> Reviews, IReadOnlyList<CertificateRow> Certificates);

/// <summary>One's own profile. Nobody else can open it.</summary>
internal sealed class ProfileDesk(
    IDbContextFactory<LabContext> contexts, CurrentLearner current, LearningDesk learning, SkillReader skills, ExerciseLibrary exercises, IncidentLibrary incidents, PageHandover handover)
{
    public Task<ProfileView> OpenAsync(CancellationToken cancellationToken) => handover.ReadAsync("profile", () => ReadAsync(cancellationToken));

    private async Task<ProfileView> ReadAsync(CancellationToken cancellationToken)
    {
        var mine = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var name = await context.People.Where(person => person.Id == mine).Select(person => person.Name).FirstOrDefaultAsync(cancellationToken);
        return new(
            name ?? await current.GetNameAsync(), name is not null, await skills.ReadAsync(context, mine, cancellationToken), await learning.TracksAsync(context, mine, cancellationToken),
            await LabsAsync(context, mine, cancellationToken), await ReviewsAsync(context, mine, cancellationToken),
            await context.Certificates.AsNoTracking().Where(row => row.PersonId == mine && row.WithdrawnAt == null).OrderBy(row => row.IssuedAt)
                .Select(row => new CertificateRow(row.Code, row.TrackTitle, row.IssuedAt)).ToListAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<LabRow>> LabsAsync(LabContext context, Guid mine, CancellationToken cancellationToken)
    {
        var rows = await context.IncidentSessions.AsNoTracking().Where(row => row.LearnerId == mine && row.Status == IncidentStatus.Ended && row.Score != null).OrderByDescending(row => row.CreatedAt).Take(50)
            .Select(row => new { row.Id, row.Slug, row.Score, At = row.EndedAt ?? row.CreatedAt }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row, Score: StoredJson.Read<IncidentScore>(row.Score)!)).Where(each => each.Score.Outcome != IncidentOutcome.NotHandedIn)
            .Select(each => new LabRow(incidents.Find(each.row.Slug)?.Title ?? each.row.Slug, $"/incidents/{each.row.Slug}/labs/{each.row.Id}/report", each.row.At, OutcomeWords.Look(each.Score), each.Score))];
    }

    private async Task<IReadOnlyList<ReviewedRow>> ReviewsAsync(LabContext context, Guid mine, CancellationToken cancellationToken)
    {
        var rows = await context.Reviews.AsNoTracking().Where(row => row.LearnerId == mine && (row.State == ReviewState.Approved || row.State == ReviewState.ChangesAsked)).OrderByDescending(row => row.DecidedAt).Take(50)
            .Select(row => new { Row = row, Mentor = context.People.Where(person => person.Id == row.DecidedBy).Select(person => person.Name).FirstOrDefault() }).ToListAsync(cancellationToken);
        return [.. rows.Select(each => new ReviewedRow(
            exercises.Find(each.Row.Slug)?.Title ?? incidents.Find(each.Row.Slug)?.Title ?? each.Row.Slug, Reviews.ReviewNews.LinkOf(each.Row), each.Row.Round,
            each.Row.State == ReviewState.Approved, each.Mentor, each.Row.DecidedAt ?? each.Row.RequestedAt))];
    }
}

internal static class ProfileRegistration
{
    public static void AddProfile(this IServiceCollection services) => services.AddScoped<ProfileDesk>();
}
