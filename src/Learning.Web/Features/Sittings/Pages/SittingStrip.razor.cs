using Learning.Grading;
using Learning.Web.Features.Sittings.Links;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Features.Sittings.Seats;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Learning.Web.Features.Sittings.Pages;

public sealed partial class SittingStrip
{
    [CascadingParameter] private SittingView View { get; set; } = null!;
    [Parameter] public int Position { get; set; }
    [Parameter] public EventCallback OnHandIn { get; set; }
    [Inject] private FreshLinks Fresh { get; set; } = null!;
    [Inject] private CurrentSeat Seat { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    private ElementReference way, stay;
    private bool moving, leaving, handing, turned;
    private string link = "";

    /// <summary>What was ours until now; the clock has left it out already.</summary>
    private TimeSpan GivenBack => View.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + ((pause.To ?? pause.From) - pause.From));

    private string? Now => View.Tasks.FirstOrDefault(task => task.Position == Position) is not { AttemptsLeft: { } left } ? null : left == 0 ? "no attempt left" : $"{Say.Of(left, "attempt", "attempts")} left";

    private string Unfinished
    {
        get
        {
            var untouched = View.Tasks.Where(task => task.State == TaskState.Untouched).Select(task => task.Position).ToList();
            var more = View.Tasks.Where(task => task.HasMore).Select(task => task.Position).ToList();
            var words = untouched.Count > 0 ? $"Not begun: {Tasks(untouched)}. " : "";
            words += more.Count > 0 ? $"Typed and not handed in: {Tasks(more)}; as it stands it is handed in with the rest. " : "";
            return words.Length > 0 ? words.Trim() : "Every task was handed in.";
        }
    }

    private static string Tasks(List<int> positions) => (positions.Count == 1 ? "task " : "tasks ") + string.Join(", ", positions);

    private static (string Glyph, string Tone, string Word) Look(TaskState state) => state switch
    {
        TaskState.Passed => ("v-pass", "pass", "passed"),
        TaskState.HandedIn => ("check", "acc", "handed in"),
        TaskState.Waiting => ("v-live", "acc", "being graded"),
        TaskState.Begun => ("half", "", "begun"),
        _ => ("v-none", "dim", "not begun"),
    };

    private async Task Move()
    {
        (moving, leaving) = (!moving, false);
        if (moving && await Seat.FindAsync() is { } seat)
            link = Fresh.Make(seat).ToString();
    }

    /// <summary>Where the keyboard goes on is known once it is drawn.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!turned)
            return;
        turned = false;
        await (leaving ? stay : way).FocusAsync();
    }

    private void Leave() => (leaving, moving, turned) = (!leaving, false, true);

    private void Stay() => (leaving, turned) = (false, true);

    private void OnKey(KeyboardEventArgs args)
    {
        if (args.Key == "Escape" && !handing)
            Stay();
    }

    private async Task HandInAsync()
    {
        if (handing)
            return;
        handing = true;
        try
        {
            await OnHandIn.InvokeAsync();
        }
        finally
        {
            (handing, leaving) = (false, false);
        }
    }
}
