using Learning.Web.Features.Markings.Report;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Markings.Replay;

/// <summary>Plays an answer as it was written. A long pause is played as a second: what matters is what was typed, not the waiting.</summary>
public sealed partial class ReplayPage : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    [Parameter] public Guid Id { get; set; }
    [Parameter] public int Position { get; set; }
    [SupplyParameterFromQuery(Name = "step")] public int? From { get; set; }
    [Inject] private ReplayDesk Desk { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private ReplayView? view;
    private (Guid, int)? loaded;
    private string text = "";
    private int step, speed = 16;
    private double ahead;
    private bool missing, playing;

    private IReadOnlyList<PlaybackFrame> Frames => view!.Playback.Frames;
    private IReadOnlyList<(PlaybackFrame Frame, int At)> Marks => [.. Frames.Select((frame, index) => (frame, index + 1)).Where(each => each.frame.Mark is not null)];
    private string Where => $"{(step == 0 ? "0:00" : TimeCourseChart.Minute(Frames[step - 1].Minute))}, step {step} of {Frames.Count}";

    /// <summary>What the last step put in is marked.</summary>
    private IEnumerable<(string Text, bool Changed)> Parts
    {
        get
        {
            var (at, length) = step == 0 ? (0, 0) : (Math.Min(Frames[step - 1].At, text.Length), Frames[step - 1].Length);
            var end = Math.Min(text.Length, at + length);
            return [(text[..at], false), (text[at..end], true), (text[end..], false)];
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Id, Position))
            return;
        loaded = (Id, Position);
        view = await Desk.OpenAsync(Id, Position, gone.Token);
        missing = view is null;
        if (view is not null)
            Go(From ?? Frames.Count);
    }

    private void Go(int to)
    {
        step = Math.Clamp(to, 0, Frames.Count);
        text = view!.Playback.TextAt(step);
    }

    private async Task PlayAsync()
    {
        playing = !playing;
        if (!playing)
            return;
        if (step == Frames.Count)
            Go(0);
        try
        {
            using var timer = new PeriodicTimer(Tick, Time);
            while (playing && await timer.WaitForNextTickAsync(gone.Token))
            {
                Advance();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is left.
        }
    }

    private void Advance()
    {
        ahead += Tick.TotalMinutes * speed;
        var to = step;
        while (to < Frames.Count && Wait(to) is var wait && wait <= ahead)
            (ahead, to) = (ahead - wait, to + 1);
        if (to != step)
            Go(to);
        playing = step < Frames.Count;
    }

    /// <summary>Minutes before a step, at most as long as a second of playing.</summary>
    private double Wait(int index) => index == 0 ? 0 : Math.Min(Math.Max(0, Frames[index].Minute - Frames[index - 1].Minute), speed / 60.0);

    public async ValueTask DisposeAsync()
    {
        playing = false;
        await gone.CancelAsync();
        gone.Dispose();
    }
}
