using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Administration;
using Learning.Web.Features.Discussions;
using Learning.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Learners;

public sealed class DiscussionTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Exercise = "exercises/feed-n-plus-one";
    private const string Lesson = "learn/queries-from-code/writing-in-batches";
    private readonly LearnerDesks desks = new(host);

    [Fact]
    public async Task Spoiler_AndAllUnderIt_LeavesTheServerOnlyForThoseWhoMayKnow()
    {
        var (ada, eve, grace) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"), await desks.PersonAsync("Grace", Roles.Mentor));
        var thread = await SayAsync(ada, "Use one IN list: secret one", isSpoiler: true);
        await SayAsync(grace, "Or a join: secret two", parent: thread);

        var folded = Thread(await ReadAsync(eve), thread);
        Assert.All(folded.Answers.Prepend(folded), post => Assert.True(post is { Body: null, IsFolded: true, IsSpoiler: true }));
        Assert.DoesNotContain("secret", await host.Visit().ReadAsync($"/{Exercise}?discussion={thread}"), StringComparison.Ordinal);
        Assert.Equal(DiscussionRules.NotHere, (await desks.Discussions(eve).SayAsync(Exercise, thread, "me too", false, CancellationToken.None)).Refusal);

        Assert.Equal("Use one IN list: secret one", Thread(await ReadAsync(grace), thread).Body);
        Assert.Null(Thread(await ReadAsync(ada), thread).Answers[0].Body); // her own is hers, the answer is not
        await desks.HandInAsync(eve, "feed-n-plus-one", Verdict.OverBudget);
        Assert.True(Thread(await ReadAsync(eve), thread).IsFolded);
        await desks.HandInAsync(eve, "feed-n-plus-one", Verdict.Passed);
        var open = Thread(await ReadAsync(eve), thread);
        Assert.Equal(("Use one IN list: secret one", "Or a join: secret two", true), (open.Body, open.Answers[0].Body, open.Answers[0].ByMentor));
    }

    [Fact]
    public async Task Say_SentTwiceAtOnce_IsSaidOnce_AndTooOftenIsRefused()
    {
        var ada = await desks.PersonAsync("Ada");
        var said = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desks.Discussions(ada).SayAsync(Lesson, null, "How large is a batch?", false, CancellationToken.None)));
        Assert.Single(said.Select(each => each.Post).Distinct());
        for (var at = 1; at < DiscussionRules.MostInWindow; at++)
            Assert.Null((await desks.Discussions(ada).SayAsync(Lesson, null, $"And {at}?", false, CancellationToken.None)).Refusal);

        Assert.Equal(DiscussionRules.TooOften, (await desks.Discussions(ada).SayAsync(Lesson, null, "One more", false, CancellationToken.None)).Refusal);
        desks.Time.Pass(DiscussionRules.Window);
        Assert.Null((await desks.Discussions(ada).SayAsync(Lesson, null, "One more", false, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Say_WhatCannotBeTaken_IsRefusedInASentence()
    {
        var (ada, anonymous) = (await desks.PersonAsync("Ada"), await desks.AnonymousAsync());
        var thread = await SayAsync(ada, "A question");
        var answer = await SayAsync(ada, "An answer", parent: thread);

        Assert.Contains("8,001 characters long; at most 8,000", (await desks.Discussions(ada).SayAsync(Exercise, null, new('x', 8001), false, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("longer than 8,000", (await desks.Discussions(ada).SayAsync(Exercise, null, null, false, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("nothing to send", (await desks.Discussions(ada).SayAsync(Exercise, null, "  ", false, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("code 0", (await desks.Discussions(ada).SayAsync(Exercise, null, "a\0b", false, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("not here", (await desks.Discussions(ada).SayAsync("exercises/none", null, "x", false, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Equal(DiscussionRules.NotHere, (await desks.Discussions(ada).SayAsync(Exercise, answer, "too deep", false, CancellationToken.None)).Refusal);
        Assert.Equal(DiscussionRules.NotHere, (await desks.Discussions(ada).SayAsync(Lesson, thread, "another place", false, CancellationToken.None)).Refusal);
        Assert.Equal(DiscussionRules.NoPerson, (await desks.Discussions(anonymous).SayAsync(Exercise, null, "x", false, CancellationToken.None)).Refusal);
        var view = await ReadAsync(anonymous);
        Assert.False(view.MayWrite);
        Assert.Equal("A question", Thread(view, thread).Body); // reading is for everybody
    }

    [Fact]
    public async Task Script_InEveryField_IsText()
    {
        var (visitor, person) = await host.RegisterAsync("<script>alert('name')</script>");
        var desk = desks.Discussions(person.Id);
        await desk.SayAsync(Lesson, null, "<script>alert('body')</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png) <img src=x onerror=alert(2)>", false, CancellationToken.None);

        var page = await visitor.Client.GetStringAsync(new Uri($"/{Lesson}", UriKind.Relative));

        Assert.Contains("&lt;script&gt;alert(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElsesPost_CannotBeEditedDeletedOrBroughtBack()
    {
        var (ada, eve) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"));
        var post = await SayAsync(ada, "Mine");
        var version = Thread(await ReadAsync(ada), post).Version;

        Assert.Equal(DiscussionRules.NotHere, (await desks.Discussions(eve).EditAsync(post, version, "Hers", false, CancellationToken.None)).Refusal);
        Assert.Equal(DiscussionRules.NotHere, (await desks.Discussions(eve).DeleteAsync(post, CancellationToken.None)).Refusal);
        await desks.Discussions(ada).DeleteAsync(post, CancellationToken.None);
        Assert.Equal(DiscussionRules.NotHere, (await desks.Discussions(eve).UndoAsync(post, CancellationToken.None)).Refusal);
        Assert.DoesNotContain((await ReadAsync(eve)).Threads, thread => thread.Id == post);
    }

    [Fact]
    public async Task Edit_InTwoTabs_TheSecondIsToldAndOverwritesNothing()
    {
        var ada = await desks.PersonAsync("Ada");
        var post = await SayAsync(ada, "First");
        var seen = Thread(await ReadAsync(ada), post).Version;
        desks.Time.Pass(TimeSpan.FromMinutes(1));

        Assert.Null((await desks.Discussions(ada).EditAsync(post, seen, "Second", false, CancellationToken.None)).Refusal);
        Assert.Equal(DiscussionRules.Changed, (await desks.Discussions(ada).EditAsync(post, seen, "Third", false, CancellationToken.None)).Refusal);

        var now = Thread(await ReadAsync(ada), post);
        Assert.Equal(("Second", true), (now.Body, now.IsEdited));
    }

    [Fact]
    public async Task Delete_CanBeUndoneForTenSeconds_ThenTheTextIsErased_AndAnswersStay()
    {
        var (ada, eve) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"));
        var post = await SayAsync(ada, "I should not have said this");
        await SayAsync(eve, "It is fine", parent: post);

        await desks.Discussions(ada).DeleteAsync(post, CancellationToken.None);
        Assert.Equal((PostState.Deleting, PostState.Gone), (Thread(await ReadAsync(ada), post).State, Thread(await ReadAsync(eve), post).State));
        desks.Time.Pass(TimeSpan.FromSeconds(9));
        Assert.Null((await desks.Discussions(ada).UndoAsync(post, CancellationToken.None)).Refusal);
        Assert.Equal("I should not have said this", Thread(await ReadAsync(eve), post).Body);
        await desks.Discussions(ada).DeleteAsync(post, CancellationToken.None);
        desks.Time.Pass(TimeSpan.FromSeconds(11));
        Assert.Contains("erased", (await desks.Discussions(ada).UndoAsync(post, CancellationToken.None)).Refusal, StringComparison.Ordinal);
        await SayAsync(eve, "Something else");

        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal("", (await context.DiscussionPosts.SingleAsync(row => row.Id == post)).Body);
        Assert.Equal("It is fine", Thread(await ReadAsync(ada), post).Answers[0].Body);
    }

    [Fact]
    public async Task Answer_TellsWhoAsked_AndNotWhoAnswersThemselves()
    {
        var (ada, grace) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Grace", Roles.Mentor));
        var post = await SayAsync(ada, "Why 21?");
        await SayAsync(ada, "Oh, I see", parent: post);
        await SayAsync(grace, "One per post.", parent: post);

        await using var context = host.Contexts.CreateDbContext();
        var told = await context.Notifications.SingleAsync(row => row.LearnerId == ada);
        Assert.Equal(("A mentor answered you on “Feed, one author at a time”.", $"/{Exercise}?discussion={post}"), (told.Text, told.Link));
        Assert.False(await context.Notifications.AnyAsync(row => row.LearnerId == grace && row.Link.Contains("discussion=")));
    }

    [Fact]
    public async Task Report_ReachesAnAdministrator_WhoHidesIt_WithAnEntryInTheLog()
    {
        var (ada, eve, root) = (await desks.PersonAsync("Ada"), await desks.PersonAsync("Eve"), await desks.PersonAsync("Root", Roles.Administrator));
        var post = await SayAsync(ada, "Buy my course");
        Assert.Equal(DiscussionRules.NotHere, (await desks.Discussions(ada).ReportAsync(post, "mine", CancellationToken.None)).Refusal);
        Assert.Contains("few words", (await desks.Discussions(eve).ReportAsync(post, " ", CancellationToken.None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("500", (await desks.Discussions(eve).ReportAsync(post, new('x', 501), CancellationToken.None)).Refusal, StringComparison.Ordinal);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => desks.Discussions(eve).ReportAsync(post, "<b>Advertising</b>", CancellationToken.None)));

        var reported = Assert.Single(await desks.Moderation(root).OpenAsync(CancellationToken.None), row => row.Id == post);
        Assert.Equal("<b>Advertising</b>", Assert.Single(reported.Reports).Reason);
        Assert.Empty(await desks.Moderation(eve).OpenAsync(CancellationToken.None));
        Assert.Contains("not an administrator", await desks.Moderation(eve).SettleAsync(post, true, CancellationToken.None), StringComparison.Ordinal);
        Assert.Null(await desks.Moderation(root).SettleAsync(post, true, CancellationToken.None));
        Assert.Null(await desks.Moderation(root).SettleAsync(post, true, CancellationToken.None)); // a second tab

        var hidden = (await ReadAsync(eve)).Threads.FirstOrDefault(thread => thread.Id == post);
        Assert.Equal((PostState.Hidden, null), (hidden!.State, hidden.Body));
        await using var context = host.Contexts.CreateDbContext();
        var entry = Assert.Single(await context.AuditEntries.Where(row => row.SubjectId == ada && row.Action == AuditActions.PostHidden).ToListAsync());
        Assert.Equal((root, Exercise), (entry.ActorId, entry.Detail));
        Assert.True(await context.Notifications.AnyAsync(row => row.LearnerId == root && row.Link == "/admin/discussions"));
        Assert.Null(await desks.Moderation(root).SettleAsync(post, false, CancellationToken.None));
        Assert.Equal("Buy my course", Thread(await ReadAsync(eve), post).Body);
    }

    [Fact]
    public async Task RoleTaken_InTheMiddleOfModerating_EndsTheNextAct()
    {
        var root = await desks.PersonAsync("Root", Roles.Administrator);
        var desk = desks.Moderation(root);
        var post = await SayAsync(await desks.PersonAsync("Ada"), "Still here");
        await using var context = host.Contexts.CreateDbContext();
        await context.Set<PersonRole>().Where(row => row.PersonId == root).ExecuteDeleteAsync();

        Assert.Contains("not an administrator", await desk.SettleAsync(post, true, CancellationToken.None), StringComparison.Ordinal);
        Assert.Null((await context.DiscussionPosts.AsNoTracking().SingleAsync(row => row.Id == post)).HiddenAt);
    }

    [Fact]
    public async Task AuthorLeft_WhatWasSaidStays_WithoutAName()
    {
        var ada = await desks.PersonAsync("Ada");
        var post = await SayAsync(ada, "I am going");
        await using var context = host.Contexts.CreateDbContext();
        await context.Learners.Where(row => row.Id == ada).ExecuteDeleteAsync();

        Assert.Equal(("somebody who has left", "I am going"), (Thread(await ReadAsync(await desks.AnonymousAsync()), post) is var left ? left.Author : "", left.Body));
    }

    private async Task<Guid> SayAsync(Guid person, string text, Guid? parent = null, bool isSpoiler = false)
    {
        desks.Time.Pass(TimeSpan.FromSeconds(1));
        var said = await desks.Discussions(person).SayAsync(Exercise, parent, text, isSpoiler, CancellationToken.None);
        Assert.Null(said.Refusal);
        return said.Post!.Value;
    }

    private async Task<DiscussionView> ReadAsync(Guid learner) => (await desks.Discussions(learner).ReadAsync(Exercise, CancellationToken.None))!;

    private static PostView Thread(DiscussionView view, Guid id) => Assert.Single(view.Threads, thread => thread.Id == id);
}
