using Learning.Grading.Exercises;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Lessons;

public sealed partial class LessonPage : ComponentBase
{
    private Lesson? lesson;
    private Track? track;
    private Exercise? exercise;
    private bool read;

    [Parameter]
    public string TrackSlug { get; set; } = "";

    [Parameter]
    public string LessonSlug { get; set; } = "";

    [Inject]
    private LearningDesk Desk { get; set; } = null!;

    [Inject]
    private LessonLibrary Lessons { get; set; } = null!;

    [Inject]
    private ExerciseLibrary Exercises { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private PageHandover Handover { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        (track, lesson) = (Lessons.Find(TrackSlug), Lessons.Find(TrackSlug, LessonSlug));
        if (lesson is null)
        {
            Navigation.NotFound();
            return;
        }

        exercise = Exercises.Exercises.FirstOrDefault(each => each.Lessons.Contains(lesson.Key, StringComparer.Ordinal));
        read = (await Handover.ReadAsync("tracks", () => Desk.TracksAsync(CancellationToken.None))).SelectMany(each => each.Items)
            .Any(item => item.Href == $"/learn/{lesson.Key}" && item.State == ItemState.Done);
    }

    private async Task MarkReadAsync()
    {
        await Desk.MarkReadAsync(lesson!, CancellationToken.None);
        read = true;
    }
}
