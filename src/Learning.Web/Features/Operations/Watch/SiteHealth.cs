using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Incidents;
using Learning.Sandbox.Health;
using Learning.Web.Data;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Mail;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Operations.Watch;

/// <summary>One part of the site. <c>Do</c>: what to do about it; null when there is nothing. <c>Without</c>: what works without it all the same.</summary>
public sealed record HealthRow(string Name, HealthState State, string Now, DateTimeOffset Since, string? Do, string Without);

public sealed record HealthView(DateTimeOffset At, IReadOnlyList<HealthRow> Rows);

/// <summary>Measures every part that the site stands on, and remembers since when each is as it is: since this process has been looking.</summary>
internal sealed class SiteHealth(
    IDbContextFactory<LabContext> contexts, SandboxHealth sandbox, ExerciseLibrary exercises, IncidentLibrary incidents, LessonLibrary lessons, MailOutbox outbox, TimeProvider time)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (HealthState State, DateTimeOffset Since)> known = new(StringComparer.Ordinal);

    public async Task<HealthView> LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<HealthRow> rows = [];
        void Add(string name, HealthState state, string says, string? toDo, string without) => rows.Add(new(name, state, says, Since(name, state, now), state == HealthState.Good ? null : toDo, without));
        try
        {
            await DatabaseAsync(Add, now, cancellationToken);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
        {
            Add("Application database", HealthState.Fault, "does not answer", $"Start it, or put ConnectionStrings:Learning right. It says: {error.GetBaseException().Message}", "Nothing but this sentence.");
        }
        foreach (var item in (await Task.Run(() => sandbox.Current, cancellationToken)).Items)
            Add(Name(item.Name), item.State, item.Says, item.Says, Without(item.Name));
        Content(Add);
        return new(now, rows);
    }

    private async Task DatabaseAsync(Action<string, HealthState, string, string?, string> add, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await context.Database.ExecuteSqlAsync($"SELECT 1", cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        add("Application database", pending > 0 ? HealthState.Fault : HealthState.Good, pending > 0 ? $"answers, and lacks {Say.Of(pending, "migration", "migrations")}" : string.Create(CultureInfo.InvariantCulture, $"answers in {took.TotalMilliseconds:0.0} ms"),
            "Start the site anew: it applies them by itself.", "Nothing but this sentence.");
        var oldest = await context.Submissions.Where(row => row.Status == SubmissionStatus.Queued).MinAsync(row => (DateTimeOffset?)row.CreatedAt, cancellationToken);
        var waiting = await context.Submissions.CountAsync(row => row.Status == SubmissionStatus.Queued, cancellationToken);
        add("Grading queue", oldest < now - LongWait ? HealthState.Notice : HealthState.Good, waiting == 0 ? "nothing waits" : $"{Say.Of(waiting, "waits", "wait")}, the oldest for {(now - oldest!.Value).TotalSeconds:0} s",
            "See under Capacity what the slots are at. More of them (Grading:Slots) help where processors are idle.", "Reading, drafts and handing in; what is handed in is graded later.");
        var unsent = await context.OutgoingMails.Where(mail => mail.SentAt == null && mail.Tries > 0 && mail.ExpiresAt > now).OrderBy(mail => mail.CreatedAt).Select(mail => new { mail.CreatedAt, mail.LastError }).ToListAsync(cancellationToken);
        add("Mail", !outbox.IsOpen || unsent.Count > 0 ? HealthState.Notice : HealthState.Good,
            !outbox.IsOpen ? "not configured: nothing is sent" : unsent.Count == 0 ? "nothing waits" : $"{Say.Of(unsent.Count, "mail was", "mails were")} not taken yet: {unsent[0].LastError}",
            outbox.IsOpen ? "Put the mail server right, or Mail:Host and Mail:Port. What waits is sent by itself." : "Set Mail:Host, Mail:From and Mail:SiteAddress.", "Everything but forgotten passwords, confirmations and invitations.");
    }

    private void Content(Action<string, HealthState, string, string?, string> add)
    {
        var broken = exercises.Problems.Count + incidents.Problems.Count + lessons.Problems.Count;
        add("Exercises and lessons", broken > 0 ? HealthState.Notice : HealthState.Good,
            $"{Say.Of(exercises.Exercises.Count, "exercise", "exercises")}, {Say.Of(incidents.Incidents.Count, "incident", "incidents")}, {Say.Of(lessons.Tracks.Count, "track", "tracks")}{(broken > 0 ? $"; {Say.Of(broken, "file has", "files have")} not loaded" : "")}",
            "See under Exercises which file and key.", "All that has loaded.");
    }

    private DateTimeOffset Since(string name, HealthState state, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!known.TryGetValue(name, out var before) || before.State != state)
                known[name] = before = (state, now);
            return before.Since;
        }
    }

    private static string Name(string item) => item switch
    {
        "postgresql" => "Sandbox: PostgreSQL",
        _ => $"Sandbox: {item}",
    };

    private static string Without(string item) => item switch
    {
        "runner" => "Reading, drafts, and SQL exercises.",
        "seccomp" or "control groups" or "account" => "Everything, with one protection less.",
        _ => "Reading and drafts. What is handed in is refused with the reason, and costs nothing.",
    };
}
