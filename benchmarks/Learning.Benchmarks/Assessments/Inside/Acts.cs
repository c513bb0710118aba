using System.Globalization;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Sittings.Seats;
using Learning.Web.Features.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Benchmarks.Assessments.Inside;

/// <summary>What TaskPage, Workbench, StartPage and PracticePage do in a circuit, one desk call or two for each act.</summary>
internal static class Acts
{
    /// <summary>A page is told of changes; whoever asks here waits for the next one, at most this long.</summary>
    private static readonly TimeSpan News = TimeSpan.FromSeconds(10);

    public static async Task<object?> OfAsync(HttpContext http, string[] words)
    {
        var (desk, bench, practice) = (http.RequestServices.GetRequiredService<SittingDesk>(), http.RequestServices.GetRequiredService<SittingBench>(), http.RequestServices.GetRequiredService<PracticeBench>());
        var (gone, isPost) = (http.RequestAborted, HttpMethods.IsPost(http.Request.Method));
        switch (words)
        {
            case ["sitting"]:
                return await desk.ReadAsync(gone) is { } view ? Seen(view) : null;
            case ["start"] when isPost:
                return new SeenAttempt(null, await desk.StartAsync(gone), default, 0, null);
            case ["hand-in"] when isPost:
                return new SeenAttempt(null, await desk.HandInAsync(gone), default, 0, null);
            case ["warm", var slug] when isPost:
                return new SeenAttempt(null, await bench.WarmAsync(slug, gone), default, 0, null);
            case ["draft", var slug] when isPost:
                return new SeenSave(await bench.SaveDraftAsync(slug, await BodyAsync(http), gone));
            case ["draft", var slug]:
                return new SeenDraft(await http.RequestServices.GetRequiredService<DraftDesk>().LoadAsync(slug, gone)); // not by the workbench: what a prerendered page left for its circuit may be some seconds old
            case ["signals", var position] when isPost:
                using (var batch = new MemoryStream())
                {
                    await http.Request.Body.CopyToAsync(batch, gone);
                    await http.RequestServices.GetRequiredService<SittingSignals>().RecordAsync(int.Parse(position, CultureInfo.InvariantCulture), batch.ToArray(), gone);
                }
                return new SeenSave(null);
            case ["submit", var slug] when isPost:
                return await HandInAsync(bench, slug, SubmissionKind.Submit, await BodyAsync(http), gone);
            case ["practise", var slug] when isPost:
                return await HandInAsync(practice, slug, SubmissionKind.Try, await BodyAsync(http), gone);
            case ["attempt", var id, var known]:
                return await FollowAsync(bench, Guid.Parse(id), Enum.Parse<SubmissionStatus>(known), gone);
            case ["practice", var id, var known]:
                return await FollowAsync(practice, Guid.Parse(id), Enum.Parse<SubmissionStatus>(known), gone);
            case ["answers", var slug]:
                return await AnswersAsync(http, slug, gone);
            default:
                return null;
        }
    }

    private static SeenSitting Seen(SittingView view) => new(
        view.Id, view.Status, view.Left.TotalMilliseconds, (int)view.Allowed.TotalSeconds, [.. view.Pauses.Select(pause => new SeenPause(pause.From, pause.To))], [.. view.Tasks.Select(task => task.Slug)], view.Practice);

    private static async Task<SeenAttempt> HandInAsync(IExerciseDesk desk, string slug, SubmissionKind kind, string source, CancellationToken gone)
    {
        var answer = await desk.HandInAsync(slug, kind, source, gone);
        return answer.Id is { } id ? Seen(id, await desk.ReadAsync(id, gone)) : new(null, answer.Refusal, default, 0, null);
    }

    private static async Task<SeenAttempt> FollowAsync(IExerciseDesk desk, Guid id, SubmissionStatus known, CancellationToken gone)
    {
        var news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = desk.Watch(id, () =>
        {
            news.TrySetResult();
            return Task.CompletedTask;
        });
        var before = Seen(id, await desk.ReadAsync(id, gone));
        if (!before.IsWaiting || before.Status != known)
            return before; // it changed while nobody listened
        await news.Task.WaitAsync(News, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Seen(id, await desk.ReadAsync(id, gone));
    }

    private static SeenAttempt Seen(Guid id, AttemptView? attempt) => attempt is null
        ? new(id, "It is not there.", SubmissionStatus.Failed, 0, null) : new(id, null, attempt.Status, attempt.Before, attempt.About?.TotalSeconds);

    private static async Task<IReadOnlyList<DrawnAnswer>> AnswersAsync(HttpContext http, string slug, CancellationToken gone)
    {
        var seat = (await http.RequestServices.GetRequiredService<CurrentSeat>().FindAsync())!;
        await using var context = await http.RequestServices.GetRequiredService<IDbContextFactory<LabContext>>().CreateDbContextAsync(gone);
        var variant = await context.SittingTasks.Where(row => row.SittingId == seat.SittingId && row.Slug == slug).Select(row => row.Variant).FirstOrDefaultAsync(gone);
        var exercise = http.RequestServices.GetRequiredService<ExerciseLibrary>().Find(slug, (int?)variant)!;
        return [.. exercise.Declared().Where(each => each.Verdict is not (Verdict.TimeLimit or Verdict.InfrastructureError)).Select(each => new DrawnAnswer(each.Name, each.Source, exercise.Language == ExerciseLanguage.Sql))];
    }

    private static async Task<string> BodyAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }
}
