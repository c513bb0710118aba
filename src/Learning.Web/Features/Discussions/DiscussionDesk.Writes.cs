using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Reviews;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Discussions;

internal sealed partial class DiscussionDesk
{
    private sealed record Act(LabContext Context, Guid Me, string Name, DateTimeOffset Now);

    /// <summary>Says something, or answers <paramref name="parent"/>. The same text twice is said once.</summary>
    public async Task<Said> SayAsync(string path, Guid? parent, string? text, bool isSpoiler, CancellationToken cancellationToken)
    {
        if (DiscussionRules.Refuse(text) is { } refusal)
            return Said.No(refusal);
        if (places.Find(path) is not { } place)
            return Said.No("This page is not here any more.");
        return await WritingAsync(async act =>
        {
            var body = text!.Trim();
            var above = parent is null ? null : await act.Context.DiscussionPosts.AsNoTracking()
                .FirstOrDefaultAsync(row => row.Id == parent && row.Place == path && row.ParentId == null && row.HiddenAt == null && row.DeletedAt == null, cancellationToken);
            if (parent is not null && above is null)
                return Said.No(DiscussionRules.NotHere);
            var isMentor = await Mentors.FindAsync(act.Context, act.Me, cancellationToken) is not null;
            if (above is { IsSpoiler: true } && above.AuthorId != act.Me && !isMentor && !await HasSolvedAsync(act.Context, place, act.Me, cancellationToken))
                return Said.No(DiscussionRules.NotHere);
            var since = act.Now - DiscussionRules.Window;
            var lately = await act.Context.DiscussionPosts.AsNoTracking().Where(row => row.AuthorId == act.Me && row.CreatedAt > since).ToListAsync(cancellationToken);
            if (lately.FirstOrDefault(row => row.Place == path && row.ParentId == parent && row.Body == body && row.DeletedAt is null && act.Now - row.CreatedAt < DiscussionRules.Twice) is { } said)
                return new(said.Id, null);
            if (lately.Count >= DiscussionRules.MostInWindow)
                return Said.No(DiscussionRules.TooOften);
            var post = new DiscussionPost { Id = Guid.CreateVersion7(), Place = path, AuthorId = act.Me, ParentId = parent, Body = body, IsSpoiler = isSpoiler, ByMentor = isMentor, CreatedAt = act.Now };
            act.Context.DiscussionPosts.Add(post);
            if (above?.AuthorId is { } asked && asked != act.Me)
                await ReviewNews.TellAsync(act.Context, asked, $"{(isMentor ? "A mentor" : act.Name)} answered you on “{place.Title}”.", place.LinkTo(above.Id), act.Now, cancellationToken);
            return new(post.Id, null);
        }, place, cancellationToken);
    }

    /// <summary><paramref name="version"/> is the one that the text began from.</summary>
    public Task<Said> EditAsync(Guid id, DateTimeOffset version, string? text, bool isSpoiler, CancellationToken cancellationToken) =>
        DiscussionRules.Refuse(text) is { } refusal ? Task.FromResult(Said.No(refusal)) : OwnAsync(id, (act, post) =>
        {
            if (post.DeletedAt is not null || post.HiddenAt is not null)
                return Said.No(DiscussionRules.NotHere);
            if ((post.EditedAt ?? post.CreatedAt) != version)
                return Said.No(DiscussionRules.Changed);
            if (post.Body != text!.Trim())
                post.EditedAt = act.Now;
            (post.Body, post.IsSpoiler) = (text!.Trim(), isSpoiler);
            return new(id, null);
        }, cancellationToken);

    public Task<Said> DeleteAsync(Guid id, CancellationToken cancellationToken) => OwnAsync(id, (act, post) =>
    {
        if (post.HiddenAt is not null)
            return Said.No(DiscussionRules.NotHere);
        post.DeletedAt ??= act.Now;
        return new(id, null);
    }, cancellationToken);

    public Task<Said> UndoAsync(Guid id, CancellationToken cancellationToken) => OwnAsync(id, (act, post) =>
    {
        if (post.DeletedAt is { } at && act.Now >= at + DiscussionRules.UndoTime)
            return Said.No("The ten seconds are over: the text is erased.");
        post.DeletedAt = null;
        return new(id, null);
    }, cancellationToken);

    /// <summary>Tells the administrators. Once per person and post.</summary>
    public async Task<Said> ReportAsync(Guid id, string? reason, CancellationToken cancellationToken)
    {
        if (DiscussionRules.RefuseReason(reason) is { } refusal)
            return Said.No(refusal);
        return await WritingAsync(async act =>
        {
            var post = await act.Context.DiscussionPosts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.DeletedAt == null && row.HiddenAt == null, cancellationToken);
            if (post is null || post.AuthorId == act.Me)
                return Said.No(DiscussionRules.NotHere);
            if (await act.Context.DiscussionReports.AnyAsync(row => row.PostId == id && row.ReporterId == act.Me, cancellationToken))
                return new(id, null);
            act.Context.DiscussionReports.Add(new() { Id = Guid.CreateVersion7(), PostId = id, ReporterId = act.Me, Reason = reason!.Trim(), At = act.Now });
            var administrators = await act.Context.People.Where(person => person.DisabledAt == null && person.Roles.Any(row => row.Role == Roles.Administrator)).Select(person => person.Id).ToListAsync(cancellationToken);
            foreach (var administrator in administrators)
                await ReviewNews.TellAsync(act.Context, administrator, "A post in a discussion was reported.", "/admin/discussions", act.Now, cancellationToken);
            return new(id, null);
        }, null, cancellationToken);
    }

    private Task<Said> OwnAsync(Guid id, Func<Act, DiscussionPost, Said> change, CancellationToken cancellationToken) => WritingAsync(async act =>
    {
        var found = await act.Context.DiscussionPosts.FromSql($"SELECT * FROM discussion_posts WHERE id = {id} AND author_id = {act.Me} FOR UPDATE").ToListAsync(cancellationToken);
        return found is [var post] ? change(act, post) : Said.No(DiscussionRules.NotHere);
    }, null, cancellationToken);

    /// <summary>One person writes one thing at a time, so that what was counted stays true. What was deleted and can be undone no more is erased here too.</summary>
    private async Task<Said> WritingAsync(Func<Act, Task<Said>> change, DiscussionPlace? place, CancellationToken cancellationToken)
    {
        var (mine, now) = (await current.GetIdAsync(), time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM learners WHERE id = {mine} FOR UPDATE").ToListAsync(cancellationToken);
        var name = await context.People.Where(person => person.Id == mine && person.DisabledAt == null).Select(person => person.Name).FirstOrDefaultAsync(cancellationToken);
        if (name is null)
            return Said.No(DiscussionRules.NoPerson);
        var said = await change(new(context, mine, name, now));
        if (said.Refusal is not null)
            return said;
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.UniqueViolation })
        {
            return Said.No(DiscussionRules.NotHere); // what it is about went at this moment
        }
        var over = now - DiscussionRules.UndoTime;
        await context.DiscussionPosts.Where(row => row.DeletedAt < over && row.Body != "").ExecuteUpdateAsync(row => row.SetProperty(each => each.Body, ""), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await TellPagesAsync(context, place, said.Post, cancellationToken);
        return said;
    }

    private async Task TellPagesAsync(LabContext context, DiscussionPlace? place, Guid? post, CancellationToken cancellationToken)
    {
        var row = await context.DiscussionPosts.AsNoTracking().Where(each => each.Id == post)
            .Select(each => new { each.Place, Asked = context.DiscussionPosts.Where(above => above.Id == each.ParentId).Select(above => above.AuthorId).FirstOrDefault() }).FirstOrDefaultAsync(cancellationToken);
        place ??= row is null ? null : places.Find(row.Place);
        if (place is not null)
            await feed.PublishAsync([place.Channel, .. row?.Asked is { } asked ? [asked] : Array.Empty<Guid>()]);
    }
}
