using System.Globalization;
using System.Security.Cryptography;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Skills;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Certificates;

/// <summary>Makes certificates out, shows them to whoever has their address, and takes them back. What is finished is asked anew at the issue.</summary>
internal sealed class CertificateDesk(IDbContextFactory<LabContext> contexts, CurrentLearner current, LearningDesk learning, ExerciseLibrary exercises, PageHandover handover, TimeProvider time)
{
    public const string NotFinished = "This track is not finished yet: each exercise has to be passed, and each lesson read.";

    public async Task<IssueStanding> StandingAsync(string track, CancellationToken cancellationToken)
    {
        var mine = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var name = await context.People.Where(person => person.Id == mine).Select(person => person.Name).FirstOrDefaultAsync(cancellationToken);
        return new(name is not null, name ?? "", await CodeAsync(context, mine, track, cancellationToken));
    }

    /// <summary>Two clicks make one certificate.</summary>
    public async Task<Issued> IssueAsync(string track, string name, CancellationToken cancellationToken)
    {
        if (Refuse(name = name.Trim()) is { } refusal)
            return new(null, refusal);
        var mine = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM learners WHERE id = {mine} FOR UPDATE").ToListAsync(cancellationToken);
        if (!await context.People.AnyAsync(person => person.Id == mine && person.DisabledAt == null, cancellationToken))
            return new(null, "A certificate is made out to somebody with an account. Register first; your work is taken along.");
        if (await CodeAsync(context, mine, track, cancellationToken) is { } there)
            return new(there, null);
        var view = (await learning.TracksAsync(context, mine, cancellationToken)).FirstOrDefault(each => each.Track.Slug == track);
        if (view is not { IsDone: true } || !view.Items.Any(item => item.IsExercise))
            return new(null, NotFinished);
        var (evidence, missing) = await EvidenceAsync(context, mine, view.Track, cancellationToken);
        if (missing is not null)
            return new(null, $"The evidence of “{missing}” was not kept when you passed it. Hand it in once more; then the certificate has all that it rests on.");
        var certificate = new TrackCertificate
        {
            Id = Guid.CreateVersion7(), PersonId = mine, TrackSlug = track, TrackTitle = view.Track.Title, Name = name, IssuedAt = time.GetUtcNow(),
            Code = RandomNumberGenerator.GetHexString(32, lowercase: true), Evidence = StoredJson.Write(evidence),
        };
        context.Certificates.Add(certificate);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(certificate.Code, null);
    }

    /// <summary>Null when there is none, or its owner took it back.</summary>
    public Task<CertificateView?> OpenAsync(string code, CancellationToken cancellationToken) => handover.ReadAsync($"certificate {code}", () => ReadAsync(code, cancellationToken));

    private async Task<CertificateView?> ReadAsync(string code, CancellationToken cancellationToken)
    {
        var mine = await current.FindIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Certificates.AsNoTracking().FirstOrDefaultAsync(each => each.Code == code && each.WithdrawnAt == null, cancellationToken);
        return row is null ? null
            : new(row.Code, row.Name, row.TrackSlug, row.TrackTitle, row.IssuedAt, StoredJson.Read<IReadOnlyList<CertificateEvidence>>(row.Evidence) ?? [], row.PersonId == mine);
    }

    public async Task<IReadOnlyList<(string Code, string Track, DateTimeOffset At)>> MineAsync(CancellationToken cancellationToken)
    {
        var mine = await current.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Certificates.AsNoTracking().Where(row => row.PersonId == mine && row.WithdrawnAt == null).OrderBy(row => row.IssuedAt)
            .Select(row => new { row.Code, row.TrackTitle, row.IssuedAt }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Code, row.TrackTitle, row.IssuedAt))];
    }

    /// <summary>False: it is not here, or not theirs.</summary>
    public async Task<bool> WithdrawAsync(string code, CancellationToken cancellationToken)
    {
        var (mine, now) = (await current.GetIdAsync(), time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Certificates.Where(row => row.Code == code && row.PersonId == mine && row.WithdrawnAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(each => each.WithdrawnAt, now), cancellationToken) == 1;
    }

    private static string? Refuse(string name) => name switch
    {
        { Length: 0 } => "Say which name it is to be made out to.",
        { Length: > PersonTable.NameLength } => $"At most {PersonTable.NameLength} characters of a name fit on it.",
        _ when name.Any(letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Surrogate) => "This name has characters that cannot be printed.",
        _ => null,
    };

    private static Task<string?> CodeAsync(LabContext context, Guid person, string track, CancellationToken cancellationToken) =>
        context.Certificates.Where(row => row.PersonId == person && row.TrackSlug == track && row.WithdrawnAt == null).Select(row => row.Code).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Of each exercise the newest hand-in that passed and whose evidence is kept.</summary>
    private async Task<(IReadOnlyList<CertificateEvidence> Evidence, string? Missing)> EvidenceAsync(LabContext context, Guid person, Track track, CancellationToken cancellationToken)
    {
        List<CertificateEvidence> found = [];
        foreach (var exercise in track.Items.Select(item => item.Exercise is { } slug ? exercises.Find(slug) : null).OfType<Exercise>())
        {
            var row = await (from submission in context.Submissions
                             join evidence in context.Evidence on submission.Id equals evidence.SubmissionId
                             where submission.LearnerId == person && submission.ExerciseSlug == exercise.Slug && submission.Kind == SubmissionKind.Submit && submission.Verdict == Verdict.Passed
                             orderby submission.CreatedAt descending
                             select new { submission.Id, At = submission.GradedAt ?? submission.CreatedAt, submission.Progress, evidence.Engine, evidence.Sha256 }).FirstOrDefaultAsync(cancellationToken);
            if (row is null)
                return (found, exercise.Title);
            found.Add(new(exercise.Slug, exercise.Title, row.Id, row.At, row.Engine, row.Sha256, SkillReader.Figures(row.Progress)));
        }
        return (found, null);
    }
}
