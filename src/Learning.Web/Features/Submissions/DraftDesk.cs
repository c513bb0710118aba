using Learning.Web.Data;
using Learning.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Submissions;

/// <summary>The learner's drafts: what was typed and not handed in.</summary>
internal sealed class DraftDesk(IDbContextFactory<LabContext> contexts, CurrentLearner learner, TimeProvider time)
{
    public async Task<string?> LoadAsync(string exercise, CancellationToken cancellationToken)
    {
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Drafts.Where(draft => draft.LearnerId == mine && draft.ExerciseSlug == exercise)
            .Select(draft => draft.Source).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Returns why it was not kept, or null.</summary>
    public async Task<string?> SaveAsync(string exercise, string source, CancellationToken cancellationToken)
    {
        if (SourceGuard.RefuseToKeep(source) is { } refusal)
            return refusal;
        var mine = await learner.GetIdAsync();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // Two tabs may save at once: the database decides, the later one stays.
        await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO drafts (learner_id, exercise_slug, source, updated_at) VALUES ({mine}, {exercise}, {source}, {time.GetUtcNow()})
             ON CONFLICT (learner_id, exercise_slug) DO UPDATE SET source = excluded.source, updated_at = excluded.updated_at
             """, cancellationToken);
        return null;
    }
}
