using Learning.Web.Features.Assessments;
using Learning.Web.Features.Sittings.Running;
using Learning.Web.Hosting;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Sittings.Pages;

/// <summary>What the editor reports, filed under the task in which it happened.</summary>
public sealed partial class TaskPage
{
    private IJSObjectReference? module, reporting;
    private SteadyRefresh? reports;
    private DateTimeOffset fetchedAt;
    private int shown;

    /// <summary>The page stays while the task changes: what the editor has to report until now happened in the one before, and is taken before the next one is drawn. Of a lab that is when its candidate left the window.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var before = shown;
        shown = Position;
        if (before != 0 && before != Position && reporting is not null)
            await TakeAsync(before);
    }

    private TaskKind? KindOf(int position) => view?.Tasks.FirstOrDefault(each => each.Position == position)?.Kind;

    /// <summary>Takes what the editor has to report; the page goes on whether that works or not.</summary>
    private async Task FetchAsync()
    {
        fetchedAt = Time.GetUtcNow();
        if (KindOf(Position) == TaskKind.Exercise)
            await TakeAsync(Position);
    }

    private Task TakeAsync(int position) => (reports ??= new(Logger)).ReadAsync(() => ReportAsync(position));

    private async Task ReportAsync(int position)
    {
        try
        {
            module ??= await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./Features/Sittings/Pages/TaskPage.razor.js");
            reporting ??= await module.InvokeAsync<IJSObjectReference>("watch", gone.Token, "lab-editor");
            await using var reference = await reporting.InvokeAsync<IJSStreamReference>("take", gone.Token);
            if (reference.Length is <= 2 or > SittingSignals.MostBatch)
                return;
            await using var stream = await reference.OpenReadStreamAsync(SittingSignals.MostBatch, gone.Token);
            using var buffer = new MemoryStream();
            await stream.CopyToAsync(buffer, gone.Token);
            await Signals.RecordAsync(position, buffer.ToArray(), gone.Token);
        }
        catch (JSException)
        {
            // The editor is not there yet, or a browser extension took it apart.
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
    }
}
