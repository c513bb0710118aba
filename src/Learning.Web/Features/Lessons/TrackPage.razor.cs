using System.Globalization;
using Learning.Grading.Exercises;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Lessons;

/// <summary>One track: what it leads to, and its steps in the order that we would take. The choice of steps is in the address.</summary>
public sealed partial class TrackPage : ComponentBase
{
    private static readonly string[] Levels = ["junior", "mid", "senior"];
    private TrackView? view;

    [Parameter] public string TrackSlug { get; set; } = "";
    [SupplyParameterFromQuery] private string? Level { get; set; }
    [SupplyParameterFromQuery] private string? Language { get; set; }
    [Inject] private LearningDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private PageHandover Handover { get; set; } = null!;

    private IReadOnlyList<ItemView> Shown => [.. view!.Items.Where(item => (Level is null || item.Level == Level)
        && (item.Language is not { } language || Language switch { "sql" => language == ExerciseLanguage.Sql, "csharp" => language == ExerciseLanguage.CSharp, _ => true }))];

    /// <summary>Only choices that this track has. The one that is on takes itself away again.</summary>
    private IEnumerable<(string Name, string Key, string? Value, bool On)> Filters
    {
        get
        {
            var levels = Levels.Where(level => view!.Items.Any(item => item.Level == level)).ToList();
            foreach (var level in levels.Count > 1 ? levels : [])
                yield return (level, "level", Level == level ? null : level, Level == level);
            if (view!.Items.Select(item => item.Language).OfType<ExerciseLanguage>().Distinct().Count() < 2)
                yield break;
            yield return ("SQL", "language", Language == "sql" ? null : "sql", Language == "sql");
            yield return ("C#", "language", Language == "csharp" ? null : "csharp", Language == "csharp");
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (view?.Track.Slug == TrackSlug)
            return; // only the choice changed
        view = (await Handover.ReadAsync("tracks", () => Desk.TracksAsync(CancellationToken.None))).FirstOrDefault(each => each.Track.Slug == TrackSlug);
        if (view is null)
            Navigation.NotFound();
    }

    private static string Hours(int minutes) => minutes < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(minutes / 30.0) / 2:0.#} h");

    private static string Tone(ItemView item) => item.State switch { ItemState.Done => "pass", ItemState.Begun => "acc", _ => "dim" };
    private static string Glyph(ItemView item) => item.State switch { ItemState.Done => "v-pass", ItemState.Begun => "v-live", _ => "v-none" };
    private static string Word(ItemView item) => item.State switch
    {
        ItemState.Done => item.IsExercise ? "passed" : "read",
        ItemState.Begun => "begun",
        _ => item.IsExercise ? "not begun" : "not read",
    };
}
