using System.Data;
using System.Runtime.CompilerServices;
using Learning.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Learning.Web.Features.Account;

/// <summary>
/// Moves what a browser's learner did to the person who signed in there. Attempts go behind those that the person has, of two drafts the newer
/// stays. Where both have a submission running for one exercise, or a lab open, the browser's stays behind until it is done; <see cref="TakeoverSweeper"/> fetches it.
/// </summary>
internal sealed class WorkTakeover(IDbContextFactory<LabContext> contexts)
{
    public async Task MoveAsync(Guid from, Guid to, CancellationToken cancellationToken)
    {
        try
        {
            await TryMoveAsync(from, to, cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
        {
            await TryMoveAsync(from, to, cancellationToken); // the person handed something in at this moment
        }
    }

    /// <summary>Learners whose rest still waits to be moved.</summary>
    public async Task<IReadOnlyList<(Guid From, Guid To)>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Learners.Where(learner => learner.MovedTo != null).Select(learner => new { learner.Id, learner.MovedTo }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Id, row.MovedTo!.Value))];
    }

    private async Task TryMoveAsync(Guid from, Guid to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Only what is anonymous may be moved, and what hands in meanwhile waits for us.
        var mayMove = await context.Database.SqlQuery<Guid>(
            $"SELECT id AS \"Value\" FROM learners l WHERE id = {from} AND NOT EXISTS (SELECT 1 FROM people WHERE id = l.id) FOR UPDATE").ToListAsync(cancellationToken);
        if (mayMove.Count == 0)
            return;
        await context.Database.ExecuteSqlAsync(
            $"""
             UPDATE submissions s SET learner_id = {to},
                    number = s.number + coalesce((SELECT max(number) FROM submissions o WHERE o.learner_id = {to} AND o.exercise_slug = s.exercise_slug), 0)
             WHERE s.learner_id = {from} AND NOT (s.status IN ('Queued', 'Running') AND EXISTS (
                    SELECT 1 FROM submissions o WHERE o.learner_id = {to} AND o.exercise_slug = s.exercise_slug AND o.status IN ('Queued', 'Running')))
             """, cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO drafts (learner_id, exercise_slug, source, updated_at) SELECT {to}, exercise_slug, source, updated_at FROM drafts WHERE learner_id = {from}
             ON CONFLICT (learner_id, exercise_slug) DO UPDATE SET source = excluded.source, updated_at = excluded.updated_at WHERE excluded.updated_at > drafts.updated_at
             """, cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO lesson_reads (learner_id, lesson, at) SELECT {to}, lesson, at FROM lesson_reads WHERE learner_id = {from} ON CONFLICT DO NOTHING", cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
             UPDATE incident_sessions s SET learner_id = {to}
             WHERE s.learner_id = {from} AND NOT (s.status IN ('Waiting', 'Starting', 'Running', 'Paused') AND EXISTS (
                    SELECT 1 FROM incident_sessions o WHERE o.learner_id = {to} AND o.status IN ('Waiting', 'Starting', 'Running', 'Paused')))
             """, cancellationToken);
        // Rounds count a learner's requests about one exercise; those about a session stay with it.
        await context.Database.ExecuteSqlAsync(
            $"""
             UPDATE reviews r SET learner_id = {to}, round = r.round + CASE WHEN r.session_id IS NOT NULL THEN 0 ELSE
                    coalesce((SELECT max(round) FROM reviews o WHERE o.learner_id = {to} AND o.slug = r.slug AND o.session_id IS NULL), 0) END
             WHERE r.learner_id = {from}
             """, cancellationToken);
        var left = await context.Submissions.AnyAsync(row => row.LearnerId == from, cancellationToken) || await context.IncidentSessions.AnyAsync(row => row.LearnerId == from, cancellationToken);
        foreach (var sql in Others(context))
            left |= !await TryAsync(context, transaction, FormattableStringFactory.Create(sql, to, from), cancellationToken);
        if (left)
            await context.Learners.Where(row => row.Id == from).ExecuteUpdateAsync(row => row.SetProperty(each => each.MovedTo, to), cancellationToken);
        else
            await context.Learners.Where(row => row.Id == from).ExecuteDeleteAsync(cancellationToken); // with the drafts and readings that were copied
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>False when both have what there may be one of (a lab that runs); then all of that table stays behind for now, and nothing else is lost.</summary>
    private static async Task<bool> TryAsync(LabContext context, IDbContextTransaction transaction, FormattableString sql, CancellationToken cancellationToken)
    {
        await transaction.CreateSavepointAsync("table", cancellationToken);
        try
        {
            await context.Database.ExecuteSqlAsync(sql, cancellationToken);
            return true;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await transaction.RollbackToSavepointAsync("table", cancellationToken);
            return false;
        }
    }

    /// <summary>Tables of later features belong to a learner by a foreign key too. They move whole; names come from the model.</summary>
    private static IEnumerable<string> Others(LabContext context) =>
        from key in context.Model.FindEntityType(typeof(Learner))!.GetReferencingForeignKeys()
        where key.DeclaringEntityType.ClrType is var type && type != typeof(Learner) && type != typeof(Person) && type != typeof(Submission) && type != typeof(Draft) && type != typeof(LessonRead) && type != typeof(IncidentSession) && type != typeof(Review)
        let column = key.Properties.Single().GetColumnName()
        select $"UPDATE {key.DeclaringEntityType.GetTableName()} SET {column} = {{0}} WHERE {column} = {{1}}";
}

/// <summary>Fetches what a takeover had to leave behind.</summary>
internal sealed partial class TakeoverSweeper(WorkTakeover takeover, ILogger<TakeoverSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                foreach (var (from, to) in await takeover.UnfinishedAsync(stoppingToken))
                    await takeover.MoveAsync(from, to, stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or InvalidOperationException or DataException)
            {
                Postponed(logger, error); // the database is away
            }
            await Task.Delay(Pause, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Work left behind by a sign-in could not be fetched and is tried again")]
    private static partial void Postponed(ILogger logger, Exception error);
}
