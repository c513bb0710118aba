using Learning.Grading.Exercises;
using Learning.Web.Features.Lessons;
using Learning.Web.Features.Submissions;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Home;

public sealed partial class HomePage : ComponentBase
{
    private IReadOnlyList<TrackView>? tracks;
    private IReadOnlyList<SubmissionRow>? rows;

    [Inject]
    private PageHandover Handover { get; set; } = null!;

    [Inject]
    private LearningDesk Learning { get; set; } = null!;

    [Inject]
    private SubmissionDesk Submissions { get; set; } = null!;

    [Inject]
    private ExerciseLibrary Library { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsFirstVisit => rows!.Count == 0 && tracks!.All(view => view.Items.All(item => item.State == ItemState.New));

    /// <summary>What was begun comes before what is new.</summary>
    private (Track Track, ItemView Item)? Next
    {
        get
        {
            var open = tracks!.SelectMany(view => view.Items.Select(item => (view.Track, Item: item))).Where(step => step.Item.State != ItemState.Done).ToList();
            return open.Count == 0 ? null : open.OrderByDescending(step => step.Item.State == ItemState.Begun).First();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        (tracks, rows) = await Handover.ReadAsync("home", async () =>
            (await Learning.TracksAsync(CancellationToken.None), await Submissions.ListAsync(exercise: null, CancellationToken.None)));
    }

    private string Why(ItemView item) => item.State switch
    {
        ItemState.Begun => "You have begun this one. Your draft is as you left it.",
        _ when IsFirstVisit => "You write real C# and SQL here, a real PostgreSQL runs it, and you see what it saw: every statement, every plan. It begins with how slowness is measured.",
        _ => "It follows from what you have done so far.",
    };

    private static string Verb(ItemView item) => item switch
    {
        { State: ItemState.Begun } => "Continue the exercise",
        { IsExercise: true } => "Open the exercise",
        _ => "Read the lesson",
    };
}
