using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Scoring;
using Learning.Grading.Reports;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Learning.Web.Features.Incidents.Report;
using Learning.Web.Features.Incidents.Sessions;
using Learning.Web.Features.Reviews;
using Learning.Web.Features.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Learning.Web.Features.Markings.Report;

/// <summary>Puts a sitting's report together from what is stored. Who may see it was asked before.</summary>
internal sealed class SittingReader(ExerciseLibrary exercises, IncidentLibrary incidents, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan StarterKept = TimeSpan.FromMinutes(10);

    /// <summary>Null when there is no such sitting. The name is read only where a decision stands.</summary>
    public async Task<SittingReport?> ReadAsync(LabContext context, IQueryable<Sitting> mine, CancellationToken cancellationToken)
    {
        if (await mine.AsNoTracking().Include(row => row.Revision).Include(row => row.Tasks).Include(row => row.Pauses).AsSplitQuery().FirstOrDefaultAsync(cancellationToken) is not { } sitting)
            return null;
        var candidate = await context.Invitations.AsNoTracking().Where(row => row.Id == sitting.InvitationId)
            .Select(row => new { row.Candidate!.Code, Name = context.HiringDecisions.Any(decision => decision.SittingId == sitting.Id) ? row.Candidate.Name ?? row.Candidate.Email : null }).FirstOrDefaultAsync(cancellationToken);
        var plan = StoredJson.Read<AssessmentPlan>(sitting.Revision!.Plan)!;
        var tasks = await TasksAsync(context, sitting, plan, cancellationToken);
        return new()
        {
            Id = sitting.Id,
            AssessmentId = sitting.Revision.AssessmentId,
            Assessment = sitting.Revision.Name,
            Code = candidate?.Code ?? "preview",
            Name = candidate?.Name,
            Status = sitting.Status,
            EndedBy = sitting.EndedBy,
            HandedInOn = sitting.HandedInAt is { } handed ? DateOnly.FromDateTime(handed.UtcDateTime) : null,
            Tasks = tasks,
            Time = await TimeCourses.ReadAsync(context, sitting, plan.Minutes, Title, time.GetUtcNow(), cancellationToken),
            Defence = await context.DefenceQuestions.AsNoTracking().Where(row => row.SittingId == sitting.Id).OrderBy(row => row.Number)
                .Select(row => new DefenceAnswer(row.Number, row.Position, row.Question, row.Mark, row.Guideline, row.Answer)).ToListAsync(cancellationToken),
            Declaration = sitting.AiDeclaration,
            AiPolicy = plan.Ai switch { AiPolicy.Forbidden => "not allowed here", AiPolicy.Declare => "allowed, to be declared", _ => "allowed" },
            Behind = await StandBehinds.ReadAsync(context, sitting, plan, tasks, time.GetUtcNow(), cancellationToken),
            Marks = new([.. tasks.Select(task => task.Marks)]),
        };
    }

    /// <summary>Everything that can be cited of a sitting.</summary>
    public static async Task<SittingMarks> MarksAsync(LabContext context, Sitting sitting, CancellationToken cancellationToken)
    {
        var (reports, labs) = await StoredAsync(context, sitting, cancellationToken);
        return new([.. sitting.Tasks.OrderBy(task => task.Position).Select(task =>
            reports.Find(row => row.Id == task.SubmissionId) is { } row ? OfReport(task.Position, StoredJson.Read<GradeReport>(row.Report))
            : labs.Find(row => row.Id == task.IncidentSessionId) is { Record: { } packed } ? OfIncident(task.Position, new(RecordFile.Unpack(packed)))
            : OfReport(task.Position, null))]);
    }

    /// <summary>As the candidate read it: a variant's nouns are its own.</summary>
    public string Title(SittingTask task) => (exercises.Find(task.Slug) is null ? null : exercises.Find(task.Slug, (int?)task.Variant)?.Title) ?? Title(task.Slug);

    /// <summary>Where candidates with several variants are spoken of at once.</summary>
    public string Title(string slug) => exercises.Find(slug)?.Title ?? incidents.Find(slug)?.Title ?? slug;

    private async Task<IReadOnlyList<TaskReport>> TasksAsync(LabContext context, Sitting sitting, AssessmentPlan plan, CancellationToken cancellationToken)
    {
        var (reports, labs) = await StoredAsync(context, sitting, cancellationToken);
        var attempts = await context.Submissions.AsNoTracking().Where(row => row.LearnerId == sitting.LearnerId && row.Kind == SubmissionKind.Submit && row.Number != null)
            .OrderBy(row => row.CreatedAt).Select(row => new { row.Id, row.ExerciseSlug }).ToListAsync(cancellationToken);
        List<TaskReport> tasks = [];
        foreach (var task in sitting.Tasks.OrderBy(task => task.Position))
        {
            var own = attempts.Where(row => row.ExerciseSlug == task.Slug).Select(row => row.Id).ToList();
            var weight = task.Position <= plan.Tasks.Count ? plan.Tasks[task.Position - 1].Weight : 0;
            if (labs.Find(row => row.Id == task.IncidentSessionId) is { } lab)
                tasks.Add(OfLab(task, lab, weight));
            else
                tasks.Add(await OfHandInAsync(context, task, reports.Find(row => row.Id == task.SubmissionId), own, weight, cancellationToken));
        }
        return tasks;
    }

    private async Task<TaskReport> OfHandInAsync(LabContext context, SittingTask task, Submission? row, List<Guid> own, int weight, CancellationToken cancellationToken)
    {
        var report = StoredJson.Read<GradeReport>(row?.Report);
        var first = own is [var begun, ..] && begun != row?.Id ? StoredJson.Read<GradeReport>(await context.Submissions.Where(each => each.Id == begun).Select(each => each.Report).FirstOrDefaultAsync(cancellationToken)) : null;
        var exercise = exercises.Find(task.Slug, (int?)task.Variant) ?? exercises.Find(task.Slug);
        var look = report is not null ? OutcomeLook.Of(report.Verdict) : row is { Status: SubmissionStatus.Queued or SubmissionStatus.Running } ? new("v-live", "acc", "Being graded")
            : row is { Status: SubmissionStatus.Failed } ? OutcomeLook.Of(Verdict.InfrastructureError) : incidents.Find(task.Slug) is null ? new("v-none", "dim", "Nothing handed in") : new("v-none", "dim", "Not begun");
        return new()
        {
            Position = task.Position, Slug = task.Slug, Title = Title(task), Kind = exercise?.Language switch { ExerciseLanguage.Sql => "SQL", ExerciseLanguage.CSharp => "C#", _ => incidents.Find(task.Slug) is null ? "exercise" : "incident" },
            Variant = task.Variant, Attempts = own.Count, Weight = weight, Points = task.Points, Graded = task.IsGraded(), Lines = PointLines.Read(task.Breakdown), Glyph = look.Glyph, Tone = look.Tone, Word = look.Word,
            Facts = report is null ? [] : ShownFacts.Of(report, first, await StarterAsync(context, row!, exercise, cancellationToken)),
            Report = report, Submission = row?.Id, Source = row?.Source ?? "", Marks = OfReport(task.Position, report),
        };
    }

    private TaskReport OfLab(SittingTask task, IncidentSession lab, int weight)
    {
        var score = StoredJson.Read<IncidentScore>(lab.Score);
        var look = OutcomeWords.Look(score);
        var record = lab.Record is { } packed ? RecordFile.Unpack(packed) : null;
        return new()
        {
            Position = task.Position, Slug = task.Slug, Title = Title(task), Kind = "incident", Variant = task.Variant, Attempts = 1, Weight = weight, Points = task.Points, Graded = task.IsGraded(), Lines = PointLines.Read(task.Breakdown),
            Glyph = look.Glyph, Tone = look.Tone, Word = look.Word, Facts = score is null ? [] : ShownFacts.Of(score, record), Score = score, Incident = lab.Id,
            Marks = record is null ? OfReport(task.Position, null) : OfIncident(task.Position, new(record)),
        };
    }

    /// <summary>
    /// What the starter comes to, where anybody has handed it in unchanged at the same revision and variant. No index leads there: it is looked for among
    /// all hand-ins, and so what was found, or that nothing was, is kept.
    /// </summary>
    private async Task<GradeReport?> StarterAsync(LabContext context, Submission row, Exercise? exercise, CancellationToken cancellationToken) => exercise is null || row.Source == exercise.Starter.Text ? null
        : await cache.GetOrCreateAsync((typeof(SittingReader), row.ExerciseSlug, row.Revision, row.Variant), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = StarterKept;
            return StoredJson.Read<GradeReport>(await context.Submissions.AsNoTracking()
                .Where(each => each.ExerciseSlug == row.ExerciseSlug && each.Revision == row.Revision && each.Variant == row.Variant && each.Source == exercise.Starter.Text && each.Report != null && each.Kind == SubmissionKind.Submit)
                .Select(each => each.Report).FirstOrDefaultAsync(cancellationToken));
        });

    private static async Task<(List<Submission> Reports, List<IncidentSession> Labs)> StoredAsync(LabContext context, Sitting sitting, CancellationToken cancellationToken)
    {
        var ids = sitting.Tasks.Select(task => task.SubmissionId).OfType<Guid>().ToList();
        var sessions = sitting.Tasks.Select(task => task.IncidentSessionId).OfType<Guid>().ToList();
        return (ids.Count == 0 ? [] : await context.Submissions.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken),
            sessions.Count == 0 ? [] : await context.IncidentSessions.AsNoTracking().Where(row => sessions.Contains(row.Id)).ToListAsync(cancellationToken));
    }

    private static TaskMarks OfReport(int position, GradeReport? report) => new(position, EvidenceMarks.Of(report), report is null ? [] : EvidenceMarks.OfferedOf(report), IsEmpty: report is null);

    private static TaskMarks OfIncident(int position, IncidentMarks marks) => new(position, mark => marks.Find(mark) is not null, [.. marks.All.Select(mark => mark.Id)]);
}
